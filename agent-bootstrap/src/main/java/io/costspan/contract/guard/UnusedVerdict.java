// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.contract.guard;

import io.costspan.contract.Verdict;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Lets go of a verdict that nobody carries out: somebody may be holding an answer for it. */
public final class UnusedVerdict {
  private UnusedVerdict() {}

  /**
   * Closes the answer in {@code verdict}, now or when it comes. Idempotent.
   *
   * @param verdict given by a {@link GuardedCall}; {@code null} is nothing to let go of
   */
  public static void close(@Nullable Verdict verdict) {
    if (verdict instanceof Verdict.Answer answer) {
      answer.body().close();
    } else if (verdict instanceof Verdict.Later later) {
      CompletionStage<Void> unused = later.verdict().thenAccept(UnusedVerdict::close);
    }
  }
}
