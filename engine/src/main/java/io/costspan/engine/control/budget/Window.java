// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import java.time.Instant;

/**
 * A stretch of time.
 *
 * @param start the first instant of it
 * @param end the first instant after it
 */
public record Window(Instant start, Instant end) {}
