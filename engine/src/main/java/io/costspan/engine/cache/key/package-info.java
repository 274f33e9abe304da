// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What makes two requests the same to the cache: their canonical form, and a keyed digest of it.
 * Lives in costspan's isolated loader; touches {@code passage} and {@code wire}, no file and no
 * network, and keeps nothing of a request but its digest.
 */
@NullMarked
package io.costspan.engine.cache.key;

import org.jspecify.annotations.NullMarked;
