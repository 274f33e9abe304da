// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What every integration test needs: the JDKs, forked JVMs, the ledger. Runs in the test's JVM; the
 * agent is only ever in the JVMs it starts.
 */
package io.costspan.it;
