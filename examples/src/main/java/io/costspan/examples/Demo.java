// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.examples;

/**
 * A help desk's working day: a handful of calls with each provider whose key is there. On a busy
 * day the same questions come again, and then letters that nobody has asked about before.
 */
public final class Demo {

  private Demo() {}

  /** Runs the demo; {@code busy} for a busy day. */
  public static void main(String[] args) {
    boolean busy = args.length == 1 && args[0].equals("busy");
    boolean openAi = System.getenv("OPENAI_API_KEY") != null;
    boolean anthropic = System.getenv("ANTHROPIC_API_KEY") != null;
    work(openAi, anthropic);
    if (busy) {
      work(openAi, anthropic);
      if (openAi) {
        new OpenAiDesk().letters();
      } else {
        new AnthropicDesk().letters();
      }
    }
    System.exit(0); // the SDKs' idle threads would keep the JVM for a minute
  }

  private static void work(boolean openAi, boolean anthropic) {
    if (openAi) {
      new OpenAiDesk().work();
      new LangChainDesk().work();
    }
    if (anthropic) {
      new AnthropicDesk().work();
    }
  }
}
