// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.benchmarks.forked;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Calls over loopback in each arm, and a second arm without an agent to show how much the machine
 * itself wavers. Arguments: the checkout, rounds, calls a round, milliseconds between two calls: 0
 * saturates two cores, which no application that waits for a model does; 2 leaves them idle between
 * calls.
 */
final class EndToEnd {

  private EndToEnd() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    Path root = Path.of(args[0]);
    int rounds = Integer.parseInt(args[1]);
    String calls = args[2];
    String pause = args[3];
    Path directory = Files.createTempDirectory("end-to-end");
    List<Arm> arms = new ArrayList<>(Arm.all(root, directory));
    Arm everyFeature = Arm.everyFeature(root, directory);
    Arm hit = everyFeature.named("costspan, answered from memory");
    arms.add(everyFeature);
    arms.add(hit);
    arms.add(new Arm("no agent, again", List.of()));
    HttpServer server = Exchange.serve();
    String port = Integer.toString(server.getAddress().getPort());
    Table table = new Table();
    for (int round = 0; round < rounds; round++) {
      for (Arm arm : arms) {
        String prompts = arm.equals(hit) ? "alike" : "different";
        table.add(arm.name(), arm.run(ManyCalls.class, port, calls, calls, pause, prompts));
      }
    }
    server.stop(0);
    table.print(
        "JVM "
            + System.getProperty("java.specification.version")
            + ", "
            + calls
            + " calls, "
            + pause
            + " ms between, median of "
            + rounds,
        List.of("p50 us", "p99 us", "bytes a call", "failed"),
        "%.0f");
  }
}
