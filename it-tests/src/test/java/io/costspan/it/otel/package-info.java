// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Beside OpenTelemetry's own agent: one trace, nothing told twice. Runs in the test's JVM; both
 * agents and the application are in a JVM of their own.
 */
package io.costspan.it.otel;
