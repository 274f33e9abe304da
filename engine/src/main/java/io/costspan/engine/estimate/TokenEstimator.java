// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.estimate;

import io.costspan.engine.wire.text.TextSample;

/**
 * Estimates the tokens of a prompt and of an answer from the samples of their text. What is beyond
 * a sample is taken to be like it. For one thread.
 */
public final class TokenEstimator {
  private final BytePairs bytePairs = new BytePairs();

  /** From here on, what is not loaded is counted by its characters. */
  public void loadNoMore() {
    bytePairs.loadNoMore();
  }

  /**
   * The tokens of a prompt.
   *
   * @param chat whether a chat template stands around it
   * @param quick whether there is no time to look closer than at the characters
   */
  public long input(TextSample text, String model, boolean chat, boolean quick) {
    ModelFamily family = ModelFamily.of(model);
    double tokens = tokens(text, family, quick);
    if (chat) {
      ModelFamily.Frame frame = family.frame();
      tokens += frame.conversation() + (double) Math.max(1, text.messages()) * frame.message();
      if (text.tools() > 0) {
        tokens += frame.tools() + (double) text.tools() * frame.tool();
      }
    }
    return Math.round(tokens);
  }

  /** The tokens of an answer, or of what came of it; 0 when no text came. Else as for input. */
  public long output(TextSample text, String model, boolean chat, boolean quick) {
    if (text.bytes() == 0) {
      return 0;
    }
    ModelFamily family = ModelFamily.of(model);
    double tokens = tokens(text, family, quick);
    if (chat) {
      tokens += family.frame().answer() + (double) text.calls() * family.frame().call();
    }
    return Math.max(1, Math.round(tokens));
  }

  /** Whether models of this name spend tokens on reasoning that their answers do not show. */
  public boolean thinksUnseen(String model) {
    return ModelFamily.thinksUnseen(model);
  }

  private double tokens(TextSample text, ModelFamily family, boolean quick) {
    if (text.keptBytes() == 0) {
      return family.ratio().tokensOfBytes(text.bytes());
    }
    double kept = ofSample(text, family, quick);
    return kept * text.bytes() / text.keptBytes();
  }

  private double ofSample(TextSample text, ModelFamily family, boolean quick) {
    BytePairs.Table table = family.table();
    long exact = table == null || quick ? -1 : bytePairs.tokens(table, text.strings());
    return exact >= 0 ? exact : family.ratio().tokens(text.strings());
  }
}
