// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Fills the cache with the answers to requests that a user wrote down: what they may cost, and
 * making them. Lives in costspan's isolated loader; reads the user's file, and makes calls as the
 * application does, so that they are metered, held and kept like the application's own. Loaded when
 * it is asked for.
 */
@NullMarked
package io.costspan.engine.cache.warm;

import org.jspecify.annotations.NullMarked;
