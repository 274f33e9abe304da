// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Answers a call with what the provider said to the very same request before. Which calls, for how
 * long and for whom is said by the user's rules; without one nothing here is loaded but the room's
 * own class. Lives in costspan's isolated loader; fills in {@code passage}, and touches {@code
 * wire}, {@code usage}, {@code file} and the packages below it.
 */
@NullMarked
package io.costspan.engine.cache;

import org.jspecify.annotations.NullMarked;
