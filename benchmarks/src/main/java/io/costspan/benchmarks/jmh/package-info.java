// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/** What the engine costs per call, in nanoseconds and bytes, by JMH. Runs on a plain class path. */
@NullMarked
package io.costspan.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
