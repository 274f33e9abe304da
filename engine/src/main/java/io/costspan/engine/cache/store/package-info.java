// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Answers that are kept for the next call that is the same: what of an answer is kept, in memory
 * and, where the user switched that on, on disk. Lives in costspan's isolated loader; the disk is
 * touched by threads of our own alone, in the {@code cache} directory of costspan's home.
 */
@NullMarked
package io.costspan.engine.cache.store;

import org.jspecify.annotations.NullMarked;
