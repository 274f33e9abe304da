// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.okhttp;

import io.costspan.contract.Caller;
import java.util.function.Predicate;

/**
 * Tells an enqueued call from one whose caller waits. While OkHttp runs what was enqueued, the
 * thread is named {@code OkHttp <url>}, whoever's it is (3.0 to 5.x); but so it is while a callback
 * or an interceptor makes a call of its own there and waits for it. Then the stack tells: the
 * innermost of a call's two entrances is the one it came in by.
 */
final class WaitingCaller {
  private static final String RENAMED = "OkHttp ";
  private static final String CALL = "RealCall";
  private static final String ENQUEUED = "RealCall$AsyncCall";
  private static final StackWalker STACK = StackWalker.getInstance();

  private WaitingCaller() {}

  /** Who waits for the call that runs on the current thread. */
  static Caller of(Thread current) {
    return current.getName().startsWith(RENAMED) && cameInEnqueued()
        ? Caller.GOES_ON
        : Caller.WAITS;
  }

  /** An interceptor that goes on in a thread of its own hides both entrances: the name stands. */
  private static boolean cameInEnqueued() {
    return STACK.walk(
        frames ->
            frames
                .map(WaitingCaller::entrance)
                .filter(Predicate.not(String::isEmpty))
                .findFirst()
                .map(ENQUEUED::equals)
                .orElse(true));
  }

  /** {@code okhttp3.RealCall} until 4.3, {@code okhttp3.internal.connection.RealCall} since. */
  private static String entrance(StackWalker.StackFrame frame) {
    String type = frame.getClassName();
    if (!type.startsWith("okhttp3.")) {
      return "";
    }
    if (type.endsWith(ENQUEUED)) {
      return ENQUEUED;
    }
    return type.endsWith(CALL) && frame.getMethodName().equals("execute") ? CALL : "";
  }
}
