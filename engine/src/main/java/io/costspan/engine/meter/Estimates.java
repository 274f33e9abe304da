// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.meter;

import io.costspan.engine.estimate.TokenEstimator;
import io.costspan.engine.usage.Unit;
import io.costspan.engine.usage.Usage;
import io.costspan.engine.wire.ResponseFacts;
import io.costspan.engine.wire.text.TextSample;
import io.costspan.log.AgentLog;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Puts an estimate where a provider said nothing. What was said stays as it is: only the missing
 * part is estimated, and the call says which part that is. For one thread.
 */
final class Estimates {
  private final BooleanSupplier hurried;
  private final BooleanSupplier draining;
  private @Nullable TokenEstimator estimator;

  /**
   * @param hurried whether calls wait, so that there is time for a rough look only
   * @param draining whether the JVM waits for us to end: nothing large is loaded any more
   */
  Estimates(BooleanSupplier hurried, BooleanSupplier draining) {
    this.hurried = hurried;
    this.draining = draining;
  }

  /** The call, with an estimate where one is needed and can be made. Never throws. */
  CallRecord complete(CallRecord call, Texts texts) {
    MissingUsage missing = MissingUsage.of(call);
    TextSample prompt = texts.prompt();
    if (missing == null || prompt == null) {
      return call;
    }
    try {
      UsageEstimate estimate = estimate(call, missing, prompt, texts.answer());
      return estimate == null ? call : call.with(estimate);
    } catch (Throwable t) {
      // no memory for a table, no stack for a long word: the call itself is still to be told
      AgentLog.warnOnce("estimate-failed", "usage could not be estimated: " + t);
      return call;
    }
  }

  private @Nullable UsageEstimate estimate(
      CallRecord call, MissingUsage missing, TextSample prompt, @Nullable TextSample answer) {
    String model = model(call);
    boolean chat = isChat(call);
    boolean quick = hurried.getAsBoolean();
    long output = missing.output() ? output(call, missing, answer, model, chat, quick) : -1;
    if (missing.output() && output < 0 && !missing.cut()) {
      return null; // a whole answer that shows nothing of a model's answer may be none
    }
    if (missing.input() && unknowable(call, missing, prompt)) {
      return null;
    }
    Set<Unit> units = EnumSet.noneOf(Unit.class);
    Usage.Builder usage = Usage.builder();
    for (Map.Entry<Unit, Long> said : call.response().usage().counts().entrySet()) {
      usage.set(said.getKey(), said.getValue());
    }
    if (missing.input()) {
      usage.set(Unit.INPUT, estimator().input(prompt, model, chat, quick));
      units.add(Unit.INPUT);
    }
    long said = call.response().usage().get(Unit.OUTPUT).orElse(-1);
    // where the input is told, a whole answer that says nothing has no output to be told
    boolean silent = output == 0 && !missing.input() && !missing.cut();
    if (output > said && !silent) {
      usage.set(Unit.OUTPUT, output);
      units.add(Unit.OUTPUT);
    }
    if (units.isEmpty()) {
      return null;
    }
    String note = note(missing, prompt, output, output > said && estimator().thinksUnseen(model));
    return new UsageEstimate(usage.build(), units, note);
  }

  /**
   * A prompt nobody saw is no prompt of nothing, and vectors are told by their model's name, which
   * only Google leaves out.
   */
  private static boolean unknowable(CallRecord call, MissingUsage missing, TextSample prompt) {
    ResponseFacts response = call.response();
    boolean vectors =
        call.endpoint().operation().equals("embeddings")
            && !call.endpoint().dialect().id().equals("gemini.embed");
    boolean isAnswer = response.model() != null || response.id() != null;
    return prompt.bytes() == 0 || (vectors && !missing.cut() && !isAnswer);
  }

  /** Output tokens as far as they can be seen; -1 when they cannot. */
  private long output(
      CallRecord call,
      MissingUsage missing,
      @Nullable TextSample answer,
      String model,
      boolean chat,
      boolean quick) {
    if (answer == null) {
      return -1;
    }
    if (answer.bytes() > 0) {
      return estimator().output(answer, model, chat, quick);
    }
    ResponseFacts response = call.response();
    boolean isAnswer = !response.finishReasons().isEmpty() || response.model() != null;
    // a stream that is whole and says nothing is no output; what was cut may have said much
    boolean silent = response.stream() && !missing.cut() && answer.attachments() == 0;
    return isAnswer && silent ? 0 : -1;
  }

  private static @Nullable String note(
      MissingUsage missing, TextSample prompt, long output, boolean unseenThoughts) {
    StringJoiner note = new StringJoiner("; ");
    if (missing.cut() && missing.output()) {
      note.add(output < 0 ? "output not seen" : "output as far as it was read");
    }
    if (unseenThoughts) {
      note.add("without reasoning that is not shown");
    }
    if (missing.input() && prompt.earlier()) {
      note.add("without earlier turns");
    }
    if (missing.input() && prompt.attachments() > 0) {
      note.add("without " + prompt.attachments() + " image(s) or file(s) of the prompt");
    }
    return note.length() == 0 ? null : note.toString();
  }

  private static boolean isChat(CallRecord call) {
    return switch (call.endpoint().operation()) {
      case "chat", "generate_content" -> true;
      default -> false;
    };
  }

  private static String model(CallRecord call) {
    String served = call.response().model();
    String asked =
        call.request().model() != null ? call.request().model() : call.endpoint().pathModel();
    return served != null ? served : asked != null ? asked : "";
  }

  /** Made when first needed: most programs never need it. */
  private TokenEstimator estimator() {
    TokenEstimator known = estimator;
    if (known == null) {
      known = new TokenEstimator();
      estimator = known;
    }
    if (draining.getAsBoolean()) {
      known.loadNoMore();
    }
    return known;
  }
}
