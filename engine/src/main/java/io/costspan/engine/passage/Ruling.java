// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.passage;

import io.costspan.contract.Verdict;
import io.costspan.engine.usage.Usage;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** What controls decide about a call. */
public sealed interface Ruling {
  /** The call may be sent, as far as these controls are concerned. */
  Ruling GO = new Go();

  /** The call may be sent. */
  record Go() implements Ruling {}

  /**
   * The call is answered here; nothing is sent.
   *
   * @param answer what the application gets
   * @param handling why
   * @param usage what the provider said was used when it gave the answer, for where the answer's
   *     own bytes do not say; asked when it has been read, and perhaps known later; {@link
   *     Usage#NONE} when it is not
   */
  record Local(Verdict.Answer answer, Handling handling, Supplier<CompletionStage<Usage>> usage)
      implements Ruling {

    /** An answer that says what was used, or of which nothing is known. */
    public Local(Verdict.Answer answer, Handling handling) {
      this(answer, handling, () -> CompletableFuture.completedFuture(Usage.NONE));
    }
  }

  /**
   * The call is refused; nothing is sent.
   *
   * @param verdict what the application gets: an error answer, or an exception
   * @param handling why
   */
  record Refused(Verdict verdict, Handling handling) implements Ruling {
    /** Takes an answer or a refusal. */
    public Refused {
      if (!(verdict instanceof Verdict.Answer) && !(verdict instanceof Verdict.Refuse)) {
        throw new IllegalArgumentException("neither an answer nor an exception: " + verdict);
      }
    }
  }

  /**
   * The call waits. The stage never ends in another wait, and always ends: every wait is bounded.
   * It may be completed by any thread, which then does no more than to pass the ruling on.
   */
  record Wait(CompletionStage<Ruling> then) implements Ruling {}
}
