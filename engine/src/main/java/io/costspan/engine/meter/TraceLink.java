// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.meter;

import org.jspecify.annotations.Nullable;

/**
 * Where a call's span belongs. The ids are chosen before the request leaves, so that the header on
 * the wire names the span that is exported later.
 *
 * @param traceId 32 hex digits
 * @param spanId 16 hex digits, the call's own
 * @param parentSpanId 16 hex digits; {@code null} for a root
 * @param sampled the parent's decision, or our own for a root
 * @param traceState W3C tracestate of the parent; {@code null} when none
 */
public record TraceLink(
    String traceId,
    String spanId,
    @Nullable String parentSpanId,
    boolean sampled,
    @Nullable String traceState) {}
