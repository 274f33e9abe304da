// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Budgets: what may be spent in a period, what has been, and what is held for calls in flight.
 * Lives in costspan's isolated loader, loaded only where a budget is set; runs on the application's
 * threads and on that which settles, under one lock that is never held over anything slow; touches
 * {@code passage}, {@code price}, {@code usage} and {@code config}. What a step of a ladder tells
 * goes out on threads of our own.
 */
@NullMarked
package io.costspan.engine.control.budget;

import org.jspecify.annotations.NullMarked;
