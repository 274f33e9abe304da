// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The packaged agent against real backends: what Jaeger's query API and PromQL say is what is
 * asserted. Runs on the test class path; containers by Testcontainers.
 */
package io.costspan.it.backends;
