// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.benchmarks.forked;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Wall time of a whole JVM, from fork to exit, for each arm: a hello, and a program that makes one
 * call. Arms take turns, so that a busy machine is busy for all of them. Arguments: the checkout,
 * rounds.
 */
final class StartUp {

  private StartUp() {}

  @SuppressWarnings("SystemOut") // prints its table
  public static void main(String[] args) throws IOException, InterruptedException {
    Path root = Path.of(args[0]);
    int rounds = Integer.parseInt(args[1]);
    List<Arm> arms = Arm.all(root, Files.createTempDirectory("start-up"));
    HttpServer server = Exchange.serve();
    String port = Integer.toString(server.getAddress().getPort());
    Map<String, List<Double>> hello = new LinkedHashMap<>();
    Map<String, List<Double>> oneCall = new LinkedHashMap<>();
    for (int round = 0; round <= rounds; round++) {
      for (Arm arm : arms) {
        double helloMillis = millis(arm, Hello.class);
        double callMillis = millis(arm, OneCall.class, port);
        if (round > 0) { // the first round fills the page cache
          hello.computeIfAbsent(arm.name(), name -> new ArrayList<>()).add(helloMillis);
          oneCall.computeIfAbsent(arm.name(), name -> new ArrayList<>()).add(callMillis);
        }
      }
    }
    server.stop(0);
    System.out.println(
        "| JVM "
            + System.getProperty("java.specification.version")
            + ", wall ms, median of "
            + rounds
            + " | hello | one call |");
    System.out.println("|---|---|---|");
    for (Arm arm : arms) {
      System.out.printf(
          Locale.ROOT,
          "| %s | %.0f | %.0f |%n",
          arm.name(),
          median(hello.getOrDefault(arm.name(), List.of())),
          median(oneCall.getOrDefault(arm.name(), List.of())));
    }
  }

  private static double millis(Arm arm, Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    arm.run(main, arguments);
    return (System.nanoTime() - start) / 1e6;
  }

  private static double median(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return sorted.isEmpty() ? Double.NaN : sorted.get(sorted.size() / 2);
  }
}
