// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * Dear calls in a row that trip a breaker.
 *
 * @param calls how many, at least 1
 * @param over US dollars that each of them costs more than
 * @param within the time in which they come
 */
public record DearCalls(int calls, BigDecimal over, Duration within) {}
