// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.agent.it.app;

import com.sun.tools.attach.VirtualMachine;

/** Attaches an agent to a running JVM: process id, then the jar. */
final class Attach {
  private Attach() {}

  public static void main(String[] arguments) throws Exception {
    VirtualMachine jvm = VirtualMachine.attach(arguments[0]);
    jvm.loadAgent(arguments[1]);
    jvm.detach();
  }
}
