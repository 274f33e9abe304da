// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.benchmarks.forked;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Calls over loopback in each arm, and a second arm without an agent to show how much the machine
 * itself wavers. Arguments: the checkout, rounds, calls a round.
 */
final class EndToEnd {

  private EndToEnd() {}

  @SuppressWarnings("SystemOut") // prints its table
  public static void main(String[] args) throws IOException, InterruptedException {
    Path root = Path.of(args[0]);
    int rounds = Integer.parseInt(args[1]);
    String calls = args[2];
    List<Arm> arms = new ArrayList<>(Arm.all(root, Files.createTempDirectory("end-to-end")));
    arms.add(new Arm("no agent, again", List.of()));
    HttpServer server = Exchange.serve();
    String port = Integer.toString(server.getAddress().getPort());
    Map<String, List<double[]>> results = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      for (Arm arm : arms) {
        String[] columns = arm.run(ManyCalls.class, port, calls, calls).strip().split(" ", -1);
        double[] numbers = new double[columns.length];
        for (int i = 0; i < numbers.length; i++) {
          numbers[i] = Double.parseDouble(columns[i]);
        }
        results.computeIfAbsent(arm.name(), name -> new ArrayList<>()).add(numbers);
      }
    }
    server.stop(0);
    System.out.println(
        "| JVM "
            + System.getProperty("java.specification.version")
            + ", "
            + calls
            + " calls, median of "
            + rounds
            + " | p50 us | p99 us | bytes a call | failed |");
    System.out.println("|---|---|---|---|---|");
    results.forEach(
        (name, runs) ->
            System.out.printf(
                Locale.ROOT,
                "| %s | %.0f | %.0f | %.0f | %.0f |%n",
                name,
                median(runs, 0),
                median(runs, 1),
                median(runs, 2),
                median(runs, 3)));
  }

  private static double median(List<double[]> runs, int column) {
    double[] values = runs.stream().mapToDouble(run -> run[column]).sorted().toArray();
    return values[values.length / 2];
  }
}
