// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.conformance.replay;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The child's main program: reads planned requests, sends each once, writes what came back.
 * Arguments: client ({@code jdk} or {@code okhttp}), port of the loopback server, plan, results.
 */
public final class ReplayMain {
  private static final int THREADS = 4;
  private static final ObjectMapper JSON = new ObjectMapper();

  private ReplayMain() {}

  /** Ends normally when every request was tried, whatever came of it. */
  public static void main(String[] args)
      throws IOException, InterruptedException, ExecutionException {
    InetSocketAddress server =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[1]));
    Sender sender = args[0].equals("okhttp") ? new OkHttpSender(server) : new JdkSender(server);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try (BufferedReader plan = Files.newBufferedReader(Path.of(args[2]), StandardCharsets.UTF_8);
        Writer results = Files.newBufferedWriter(Path.of(args[3]), StandardCharsets.UTF_8)) {
      List<Future<Received>> answers = new ArrayList<>();
      for (String line = plan.readLine(); line != null; line = plan.readLine()) {
        PlannedRequest request = JSON.readValue(line, PlannedRequest.class);
        answers.add(threads.submit(() -> tried(sender, request)));
      }
      for (Future<Received> answer : answers) {
        results.write(JSON.writeValueAsString(answer.get()) + "\n");
      }
    } finally {
      threads.shutdown();
    }
  }

  private static Received tried(Sender sender, PlannedRequest request) throws InterruptedException {
    try {
      return sender.send(request);
    } catch (IOException | RuntimeException e) {
      return new Received(request.index(), 0, "", e.toString());
    }
  }
}
