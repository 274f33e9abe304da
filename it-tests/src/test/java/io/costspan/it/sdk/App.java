// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.it.sdk;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The applications below {@code apps}, one an SDK. */
public enum App {
  ANTHROPIC("anthropic", "io.costspan.app.anthropic.AnthropicApp"),
  GENAI("genai", "io.costspan.app.genai.GenAiApp"),
  LANGCHAIN4J("langchain4j", "io.costspan.app.langchain4j.LangChain4jApp"),
  OLLAMA4J("ollama4j", "io.costspan.app.ollama4j.Ollama4jApp"),
  OPENAI("openai", "io.costspan.app.openai.OpenAiApp"),
  SPRING_AI("spring-ai", "io.costspan.app.springai.SpringAiApp");

  private final String directory;
  private final String mainClass;

  App(String directory, String mainClass) {
    this.directory = directory;
    this.mainClass = mainClass;
  }

  String mainClass() {
    return mainClass;
  }

  /** The application and its SDK, as Maven resolved it. */
  String classPath() throws IOException {
    Path target = Path.of(System.getProperty("costspan.appsDirectory"), directory, "target");
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(target, "app-*.jar")) {
      Path jar = jars.iterator().next();
      return jar + ":" + Files.readString(target.resolve("run-time.classpath")).strip();
    }
  }
}
