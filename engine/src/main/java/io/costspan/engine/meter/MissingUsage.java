// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.meter;

import io.costspan.engine.usage.Unit;
import io.costspan.engine.usage.Usage;
import io.costspan.engine.wire.ResponseFacts;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a provider owes us of a call's usage, where an estimate can stand in for it: tokens of a
 * model that answered, or began to. What was refused, failed or never answered is none of these,
 * nor is what is counted in anything but tokens.
 *
 * @param input whether the prompt's tokens are missing
 * @param output whether the answer's tokens are missing, or only those up to some point were said
 * @param cut whether the answer was not read to its end
 */
record MissingUsage(boolean input, boolean output, boolean cut) {
  private static final Set<String> IN_TOKENS =
      Set.of("chat", "text_completion", "generate_content", "embeddings");

  /** How a call ends of which a provider has begun to answer, or may have. */
  private static final Set<Outcome> ENDINGS =
      Set.of(Outcome.COMPLETE, Outcome.CANCELLED, Outcome.FAILED, Outcome.UNREAD);

  /** Answers of which nobody can say what they are. */
  private static final List<String> NO_ANSWER = List.of("not-json", "reader-fault");

  /** What is missing of a call; {@code null} when nothing is that can be estimated. */
  static @Nullable MissingUsage of(CallRecord call) {
    ResponseFacts response = call.response();
    Usage usage = response.usage();
    boolean noInput = usage.get(Unit.INPUT).isEmpty();
    boolean noOutput = usage.get(Unit.OUTPUT).isEmpty();
    boolean inOtherUnits = noInput && noOutput && !usage.isEmpty();
    boolean costStated = usage.isEmpty() && response.providerUsd() != null;
    if (!answered(call) || inOtherUnits || costStated) {
      return null;
    }
    boolean cut = call.outcome() != Outcome.COMPLETE && !response.whole();
    boolean embeddings = call.endpoint().operation().equals("embeddings");
    MissingUsage missing = new MissingUsage(noInput, !embeddings && (noOutput || cut), cut);
    return missing.input || missing.output ? missing : null;
  }

  private static boolean answered(CallRecord call) {
    ResponseFacts response = call.response();
    return call.status() >= 200
        && call.status() < 300
        && ENDINGS.contains(call.outcome())
        && response.error() == null
        && IN_TOKENS.contains(call.endpoint().operation())
        // the answer of a call in the background is somewhere else
        && !Boolean.TRUE.equals(call.request().background())
        && response.anomalies().stream().noneMatch(NO_ANSWER::contains);
  }
}
