// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.conformance;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.costspan.conformance.replay.PlannedRequest;
import io.costspan.conformance.replay.Received;
import io.costspan.conformance.replay.ReplayMain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Starts the application under the packaged agent, with nothing set but the standard exporter
 * settings and a state directory of its own.
 *
 * @param agent the agent's jar
 * @param directory for the state, the plan and the results; of this run alone
 */
record ChildJvm(Path agent, Path directory) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long MINUTES = 10;

  /**
   * Sends the planned requests, each once, and waits until the JVM has ended and with it the
   * export.
   *
   * @return what the client got, by record
   */
  Map<Integer, Received> run(
      String client, int serverPort, String otlpEndpoint, List<PlannedRequest> requests)
      throws IOException, InterruptedException {
    Path plan = directory.resolve("plan.jsonl");
    Path results = directory.resolve("results.jsonl");
    Path said = directory.resolve("child.log");
    List<String> lines = new ArrayList<>();
    for (PlannedRequest request : requests) {
      lines.add(JSON.writeValueAsString(request));
    }
    Files.write(plan, lines);
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-javaagent:" + agent.toAbsolutePath(),
            "-Dcostspan.home=" + directory.resolve("home"),
            "-Dcostspan.flush.timeout=30s",
            "-cp",
            System.getProperty("java.class.path"),
            ReplayMain.class.getName(),
            client,
            Integer.toString(serverPort),
            plan.toString(),
            results.toString());
    Map<String, String> environment = builder.environment();
    environment
        .keySet()
        .removeIf(
            name ->
                name.startsWith("OTEL_")
                    || name.startsWith("COSTSPAN_")
                    || name.equals("JAVA_TOOL_OPTIONS"));
    environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", otlpEndpoint);
    environment.put("OTEL_BSP_SCHEDULE_DELAY", "200");
    environment.put(
        "OTEL_BSP_MAX_QUEUE_SIZE", Integer.toString(Math.max(2048, 2 * requests.size())));
    environment.put("OTEL_SERVICE_NAME", "conformance");
    Process child = builder.redirectErrorStream(true).redirectOutput(said.toFile()).start();
    try {
      if (!child.waitFor(MINUTES, TimeUnit.MINUTES)) {
        throw new IOException("the application did not end within " + MINUTES + " minutes");
      }
    } finally {
      child.destroyForcibly();
    }
    // the agent's own lines are worth seeing: whether it did what it is for
    Files.readAllLines(said, StandardCharsets.UTF_8).forEach(System.err::println);
    if (child.exitValue() != 0) {
      throw new IOException("the application ended with " + child.exitValue());
    }
    return results(results);
  }

  private static Map<Integer, Received> results(Path file) throws IOException {
    Map<Integer, Received> results = new HashMap<>();
    for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
      Received received = JSON.readValue(line, Received.class);
      results.put(received.index(), received);
    }
    return results;
  }
}
