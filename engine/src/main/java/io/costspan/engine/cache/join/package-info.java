// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Identical calls in flight: one goes out, and the others get its answer as it arrives. Lives in
 * costspan's isolated loader; touches the contract, the cache's keys and its timer.
 */
@NullMarked
package io.costspan.engine.cache.join;

import org.jspecify.annotations.NullMarked;
