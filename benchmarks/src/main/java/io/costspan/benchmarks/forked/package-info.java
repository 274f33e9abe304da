// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What an agent costs a JVM from outside: start-up, and calls over loopback, each arm in JVMs of
 * its own, interleaved, medians compared. Plain class path; the children use the JDK alone.
 */
@NullMarked
package io.costspan.benchmarks.forked;

import org.jspecify.annotations.NullMarked;
