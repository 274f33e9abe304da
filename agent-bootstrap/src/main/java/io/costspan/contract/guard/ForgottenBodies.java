// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.contract.guard;

import io.costspan.contract.AnswerBody;
import io.costspan.contract.BodyTap;
import java.lang.ref.Cleaner;
import java.lang.ref.Cleaner.Cleanable;

/**
 * Notices bodies that the application let go of without reading them to the end or closing them:
 * such a call would otherwise never end. Holds nothing of a glue's or an application's classes, so
 * it may watch across loaders. Thread-safe.
 */
public final class ForgottenBodies {
  // the JDK's own kind of thread: no context loader and no access context of whoever came first
  private static final Cleaner CLEANER = Cleaner.create();

  private ForgottenBodies() {}

  /**
   * Aborts {@code tap} once {@code reader} cannot be reached any more.
   *
   * @param reader what the application must hold to go on reading; not reachable from {@code tap}
   * @return to be cleaned when the body has ended, which ends the watch
   */
  public static Cleanable watch(Object reader, BodyTap tap) {
    return CLEANER.register(reader, () -> tap.abort(null));
  }

  /** As {@link #watch(Object, BodyTap)}, closing a local answer. */
  public static Cleanable watch(Object reader, AnswerBody body) {
    return CLEANER.register(reader, body::close);
  }
}
