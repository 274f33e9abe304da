// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Limits of speed: requests and tokens in a period, requests a day, calls at a time; and the queue
 * of those that may wait for their turn. Lives in costspan's isolated loader; touches {@code
 * passage}, the rules' language beside it, and one thread of costspan's own that runs while calls
 * wait. Locks are held for a few hundred nanoseconds, and over nothing that blocks.
 */
@NullMarked
package io.costspan.engine.control.limit;

import org.jspecify.annotations.NullMarked;
