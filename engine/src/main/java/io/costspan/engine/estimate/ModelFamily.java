// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.estimate;

import static io.costspan.engine.estimate.BytePairs.Table.CL100K;
import static io.costspan.engine.estimate.BytePairs.Table.O200K;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Models that share a tokenizer, and what their chat templates put around a text. The numbers are
 * those of {@code docs/estimates.md}.
 *
 * @param name for people
 * @param table the encoding; {@code null} where none is published for Java
 * @param ratio where there is no encoding, or no time or memory for it
 * @param frame what a template adds
 */
public record ModelFamily(
    String name, BytePairs.@Nullable Table table, CharacterRatio ratio, Frame frame) {

  /** The o-series, whatever a gateway puts before it. */
  private static final Pattern THINKING = Pattern.compile("(.*[/.:])?o[134](-.*)?");

  /** GPT-4o and all that came after it. */
  static final ModelFamily OPENAI =
      new ModelFamily("GPT-4o, GPT-4.1", O200K, ratio(4.2, 1.3, 2.2), frame(4, 3, 0, 14, 1, 7));

  /** GPT-5 and its successors put a channel before each answer. */
  static final ModelFamily OPENAI_THINKING =
      new ModelFamily("GPT-5, o-series", O200K, ratio(4.2, 1.3, 2.2), frame(4, 2, 0, 14, 4, 7));

  /** The open-weight models, whose template has a system prompt of its own. */
  static final ModelFamily GPT_OSS =
      new ModelFamily("gpt-oss", O200K, ratio(4.2, 1.3, 2.2), frame(5, 61, 30, 10, 8, 12));

  /** GPT-4, GPT-3.5 and the embeddings. */
  static final ModelFamily OPENAI_OLD =
      new ModelFamily(
          "GPT-4, GPT-3.5, embeddings", CL100K, ratio(4.2, 0.9, 2.0), frame(4, 3, 0, 14, 1, 7));

  static final ModelFamily CLAUDE =
      new ModelFamily("Claude", null, ratio(4.0, 1.0, 1.8), frame(4, 3, 530, 20, 3, 25));

  static final ModelFamily GEMINI =
      new ModelFamily("Gemini", null, ratio(4.2, 1.4, 2.4), frame(0, 1, 10, 5, 0, 10));

  static final ModelFamily LLAMA =
      new ModelFamily("Llama", null, ratio(4.1, 1.2, 2.2), frame(4, 26, 60, 20, 2, 8));

  static final ModelFamily MISTRAL =
      new ModelFamily("Mistral", null, ratio(3.7, 1.0, 2.0), frame(3, 3, 25, 15, 2, 8));

  static final ModelFamily QWEN =
      new ModelFamily("Qwen", null, ratio(4.0, 1.5, 2.0), frame(4, 6, 110, 15, 3, 11));

  static final ModelFamily DEEPSEEK =
      new ModelFamily("DeepSeek", null, ratio(4.2, 1.6, 2.0), frame(1, 3, 290, 25, 1, 24));

  static final ModelFamily GROK =
      new ModelFamily("Grok", null, ratio(4.2, 1.2, 2.2), frame(4, 3, 165, 10, 0, 12));

  /** What nobody has measured. */
  static final ModelFamily OTHER =
      new ModelFamily("all others", null, ratio(4.0, 1.2, 2.0), frame(4, 3, 40, 15, 2, 10));

  /**
   * What a chat template adds, in tokens.
   *
   * @param message to each message, its role included
   * @param conversation to the whole
   * @param tools to a conversation with tools
   * @param tool to each tool
   * @param answer to an answer
   * @param call to each call of a tool in an answer
   */
  record Frame(int message, int conversation, int tools, int tool, int answer, int call) {}

  private static CharacterRatio ratio(double ascii, double ideographs, double others) {
    return new CharacterRatio(ascii, ideographs, others);
  }

  private static Frame frame(
      int message, int conversation, int tools, int tool, int answer, int call) {
    return new Frame(message, conversation, tools, tool, answer, call);
  }

  /**
   * The family of a model, by what its name contains; gateways and clouds put their own names
   * before it.
   */
  public static ModelFamily of(String model) {
    String name = model.toLowerCase(Locale.ROOT);
    if (name.contains("claude")) {
      return CLAUDE;
    }
    if (name.contains("gemini") || name.contains("gemma")) {
      return GEMINI;
    }
    // distilled models keep the tokenizer of what they were distilled into
    if (name.contains("llama")) {
      return LLAMA;
    }
    if (name.contains("qwen") || name.contains("qwq")) {
      return QWEN;
    }
    if (name.contains("deepseek")) {
      return DEEPSEEK;
    }
    if (name.contains("grok")) {
      return GROK;
    }
    return name.contains("stral") || name.contains("mixtral") ? MISTRAL : openAi(name);
  }

  /** Whether models of this name think, and show no more than a summary of it. */
  static boolean thinksUnseen(String model) {
    return of(model).equals(OPENAI_THINKING)
        || model.contains("gemini-2.5")
        || model.contains("gemini-3");
  }

  private static ModelFamily openAi(String name) {
    if (name.contains("gpt-oss")) {
      return GPT_OSS;
    }
    if (name.contains("gpt-5") || THINKING.matcher(name).matches()) {
      return OPENAI_THINKING;
    }
    if (name.contains("gpt-4o") || name.contains("gpt-4.") || name.contains("chatgpt-4o")) {
      return OPENAI;
    }
    boolean old =
        name.contains("gpt-4")
            || name.contains("gpt-3")
            || name.contains("text-embedding-")
            || name.contains("davinci")
            || name.contains("babbage");
    return old ? OPENAI_OLD : name.contains("gpt-") ? OPENAI : OTHER;
  }
}
