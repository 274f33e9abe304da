// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.it.sdk;

import io.costspan.it.ForkedJvm;
import io.costspan.it.Jdk;
import io.costspan.it.OtlpReceiver;
import io.costspan.simulator.Simulator;
import io.costspan.simulator.server.RecordedRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An application that ran against a simulator of its own.
 *
 * @param result what it left
 * @param requests what arrived at the providers
 */
public record AppRun(ForkedJvm.Result result, List<RecordedRequest> requests) {

  /** Runs the application as it is. */
  static AppRun plain(App app, Jdk jdk, Path scratch) throws Exception {
    return run(app, jdk, scratch, List.of(), Map.of(), List.of());
  }

  /** Runs it under the packaged agent, which keeps its state in {@code home} and exports spans. */
  static AppRun underAgent(App app, Jdk jdk, Path scratch, Path home, OtlpReceiver receiver)
      throws Exception {
    return controlled(app, jdk, scratch, home, receiver, List.of(), List.of());
  }

  /**
   * Runs some of its cases under the packaged agent with settings more, each as a property.
   *
   * @param settings such as {@code budgets.daily.limit=1 USD}
   */
  static AppRun controlled(
      App app,
      Jdk jdk,
      Path scratch,
      Path home,
      OtlpReceiver receiver,
      List<String> settings,
      List<String> cases)
      throws Exception {
    return run(
        app,
        jdk,
        scratch,
        agent(home, settings),
        Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint()),
        cases);
  }

  /**
   * JVM options that put the packaged agent beneath an application.
   *
   * @param home where it keeps its state
   * @param settings such as {@code budgets.daily.limit=1 USD}
   */
  static List<String> agent(Path home, List<String> settings) {
    List<String> options = new ArrayList<>();
    options.add("-javaagent:" + System.getProperty("costspan.agentJar"));
    options.add("-Dcostspan.home=" + home);
    settings.forEach(setting -> options.add("-Dcostspan." + setting));
    return options;
  }

  /**
   * Runs an application.
   *
   * @param jvmOptions agents and their properties
   * @param variables environment variables more
   * @param cases which of its cases; all when empty
   */
  public static AppRun run(
      App app,
      Jdk jdk,
      Path scratch,
      List<String> jvmOptions,
      Map<String, String> variables,
      List<String> cases)
      throws Exception {
    try (Simulator simulator = Simulator.start(scratch)) {
      List<String> options = new ArrayList<>(jvmOptions);
      options.addAll(simulator.clientOptions());
      options.addAll(List.of("-cp", app.classPath(), app.mainClass()));
      options.addAll(cases);
      Map<String, String> environment = new HashMap<>(environment(simulator));
      environment.putAll(variables);
      ForkedJvm.Result result = ForkedJvm.run(jdk, scratch, environment, options);
      return new AppRun(result, simulator.requests().all());
    }
  }

  /** Keys, and base URLs only where the real ones cannot lead to the simulator. */
  static Map<String, String> environment(Simulator simulator) throws IOException {
    Map<String, String> environment = new HashMap<>();
    environment.put("OPENAI_API_KEY", "openai-key");
    environment.put("ANTHROPIC_API_KEY", "anthropic-key");
    environment.put("OLLAMA_BASE_URL", simulator.httpUrl());
    if (simulator.httpsPort() != 443) {
      environment.put("OPENAI_BASE_URL", simulator.url("api.openai.com") + "/v1");
      environment.put("ANTHROPIC_BASE_URL", simulator.url("api.anthropic.com"));
      environment.put("AZURE_BASE_URL", simulator.url("demo.openai.azure.com"));
      environment.put("GOOGLE_GEMINI_BASE_URL", simulator.url("generativelanguage.googleapis.com"));
    }
    return environment;
  }
}
