// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.attribute;

import org.jspecify.annotations.Nullable;

/**
 * The application's current span, in the form of the W3C headers.
 *
 * @param traceparent version 00
 * @param traceState {@code null} when empty
 */
public record ApplicationContext(String traceparent, @Nullable String traceState) {}
