// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.examples;

/** A help desk's working day: a handful of calls with each provider whose key is there. */
public final class Demo {

  private Demo() {}

  /** Runs the demo; takes no arguments. */
  public static void main(String[] args) {
    if (System.getenv("OPENAI_API_KEY") != null) {
      new OpenAiDesk().work();
      new LangChainDesk().work();
    }
    if (System.getenv("ANTHROPIC_API_KEY") != null) {
      new AnthropicDesk().work();
    }
    System.exit(0); // the SDKs' idle threads would keep the JVM for a minute
  }
}
