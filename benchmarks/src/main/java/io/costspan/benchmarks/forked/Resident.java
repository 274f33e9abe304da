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
 * Resident memory of a JVM in each arm: after one call and a few idle seconds, and after a while of
 * many calls a second; heap of a fixed size and touched beforehand, so that what differs is what an
 * agent adds outside it, and what it keeps on the heap beside. Linux only. Arguments: the checkout,
 * rounds.
 */
final class Resident {

  private Resident() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    Path root = Path.of(args[0]);
    int rounds = Integer.parseInt(args[1]);
    Path directory = Files.createTempDirectory("resident");
    List<Arm> arms = new ArrayList<>(Arm.all(root, directory));
    arms.add(Arm.everyFeature(root, directory));
    HttpServer server = Exchange.serve();
    String port = Integer.toString(server.getAddress().getPort());
    Table table = new Table();
    for (int round = 0; round < rounds; round++) {
      for (Arm arm : arms) {
        table.add(arm.name(), arm.withHeap("64m").run(SteadyCalls.class, port));
      }
    }
    server.stop(0);
    table.print(
        "JVM " + System.getProperty("java.specification.version") + ", MB, median of " + rounds,
        List.of("idle, outside the heap", "idle, on it", "busy, outside", "busy, on it", "calls/s"),
        "%.1f");
  }
}
