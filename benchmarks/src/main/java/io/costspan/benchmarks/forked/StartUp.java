// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.benchmarks.forked;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Wall time of a whole JVM, from fork to exit, for each arm: a hello, and a program that makes one
 * call. Arms take turns, so that a busy machine is busy for all of them. Arguments: the checkout,
 * rounds.
 */
final class StartUp {

  private StartUp() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    Path root = Path.of(args[0]);
    int rounds = Integer.parseInt(args[1]);
    List<Arm> arms = Arm.all(root, Files.createTempDirectory("start-up"));
    HttpServer server = Exchange.serve();
    String port = Integer.toString(server.getAddress().getPort());
    Table table = new Table();
    for (int round = 0; round <= rounds; round++) {
      for (Arm arm : arms) {
        String numbers = millis(arm, Hello.class) + " " + millis(arm, OneCall.class, port);
        if (round > 0) { // the first round fills the page cache
          table.add(arm.name(), numbers);
        }
      }
    }
    server.stop(0);
    table.print(
        "JVM "
            + System.getProperty("java.specification.version")
            + ", wall ms, median of "
            + rounds,
        List.of("hello", "one call"),
        "%.0f");
  }

  private static double millis(Arm arm, Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    arm.run(main, arguments);
    return (System.nanoTime() - start) / 1e6;
  }
}
