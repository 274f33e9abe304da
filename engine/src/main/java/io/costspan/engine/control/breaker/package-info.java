// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Breakers that stop spending that runs away: by dear calls in a row, by dollars in a period, or by
 * the same call over and over. Lives in costspan's isolated loader; touches {@code passage} and the
 * rules' language beside it, and no thread of its own: time is looked at when a call comes.
 */
@NullMarked
package io.costspan.engine.control.breaker;

import org.jspecify.annotations.NullMarked;
