// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.testing.gate;

/** What a {@link ThrowingGate} throws. */
public enum FaultKind {
  /** A bug. */
  RUNTIME_EXCEPTION,
  /** A class that is not what it was compiled against. */
  LINKAGE_ERROR,
  /** A stack the application had nearly used up. */
  STACK_OVERFLOW,
  /** A machine at its end. */
  EXHAUSTED;

  /** Throws it. */
  void raise() {
    switch (this) {
      case RUNTIME_EXCEPTION -> throw new IllegalStateException("injected");
      case LINKAGE_ERROR -> throw new NoSuchMethodError("injected");
      case STACK_OVERFLOW -> throw new StackOverflowError("injected");
      case EXHAUSTED -> throw new Exhausted();
    }
  }

  private static final class Exhausted extends VirtualMachineError {
    private static final long serialVersionUID = 1;

    Exhausted() {
      super("injected");
    }
  }
}
