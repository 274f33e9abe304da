// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.it.backends;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ComposeFileIT {
  private static final Path CONFIG =
      Path.of(System.getProperty("costspan.root"), "otel-collector-config");

  @Test
  void composeUnderstandsTheFile() throws Exception {
    String config = compose("config");

    assertThat(config)
        .contains("collector:", "jaeger:", "prometheus:", "grafana:")
        .contains("/etc/otelcol/config.yaml", "/etc/prometheus/prometheus.yaml");
  }

  /** Runs whichever compose there is: the plug-in, or the program of its own. */
  private static String compose(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("docker", "compose"));
    if (run(List.of("docker", "compose", "version")) == null) {
      command = new ArrayList<>(List.of("docker-compose"));
    }
    command.addAll(List.of("-f", CONFIG.resolve("compose.yaml").toString()));
    command.addAll(List.of(arguments));
    String output = run(command);
    if (output == null) {
      throw new AssertionError(
          command
              + " failed; it needs docker compose (Debian, Ubuntu: apt-get install docker-compose)");
    }
    return output;
  }

  private static String run(List<String> command) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0 ? output : null;
    } catch (IOException notThere) {
      return null;
    }
  }
}
