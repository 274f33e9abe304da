// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.benchmarks.forked;

/** An agent that does nothing: what the JVM itself takes for having one. */
final class EmptyAgent {

  private EmptyAgent() {}

  public static void premain(String arguments) {}
}
