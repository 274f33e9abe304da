// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Spans and metrics of settled calls, by the OpenTelemetry SDK. Lives in costspan's isolated loader
 * and works on its own daemon threads; may touch {@code meter}'s records, {@code price}, {@code
 * usage} and the SDK.
 */
@NullMarked
package io.costspan.engine.telemetry;

import org.jspecify.annotations.NullMarked;
