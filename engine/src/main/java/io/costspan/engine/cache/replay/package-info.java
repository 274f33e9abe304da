// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Records an answer as the application reads it, and plays it again byte for byte, at once or at
 * the pace it came. Lives in costspan's isolated loader; copies the application's bytes, holds none
 * of them back, and bounds what it copies.
 */
@NullMarked
package io.costspan.engine.cache.replay;

import org.jspecify.annotations.NullMarked;
