// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What the packaged agent asks of a stream on the application's behalf, and that it does not show.
 * Runs in the test's JVM; agent and application are in a JVM of their own.
 */
package io.costspan.it.stream;
