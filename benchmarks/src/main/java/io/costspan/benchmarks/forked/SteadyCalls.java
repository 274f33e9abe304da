// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.benchmarks.forked;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Makes one call, waits, then up to a thousand calls a second for twenty seconds. Prints resident
 * memory less the heap's size, and what is used of the heap, after the wait and at the end, in MB,
 * and how many calls a second it came to. Argument: port.
 */
final class SteadyCalls {
  private static final int SECONDS = 20;
  private static final int CALLS_A_SECOND = 1_000;
  private static final double MEGABYTE = 1 << 20;

  private SteadyCalls() {}

  @SuppressWarnings("SystemOut") // the result is read from there
  public static void main(String[] args) throws IOException, InterruptedException {
    int port = Integer.parseInt(args[0]);
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    call(client, Exchange.request(port, 0));
    Thread.sleep(5_000);
    String idle = memory();
    long start = System.nanoTime();
    int calls = 0;
    while (System.nanoTime() - start < TimeUnit.SECONDS.toNanos(SECONDS)) {
      call(client, Exchange.request(port, ++calls));
      long due = start + calls * TimeUnit.SECONDS.toNanos(1) / CALLS_A_SECOND;
      LockSupport.parkNanos(due - System.nanoTime());
    }
    System.out.println(idle + " " + memory() + " " + calls / SECONDS);
  }

  private static void call(HttpClient client, HttpRequest request) throws InterruptedException {
    try {
      client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      // the JDK's client loses a call now and then when the answer comes within microseconds
      Thread.onSpinWait();
    }
  }

  /** Outside the heap, and on it after a collection. */
  private static String memory() throws IOException {
    MemoryMXBean beans = ManagementFactory.getMemoryMXBean();
    beans.gc();
    double outside = resident() - beans.getHeapMemoryUsage().getCommitted();
    return outside / MEGABYTE + " " + beans.getHeapMemoryUsage().getUsed() / MEGABYTE;
  }

  private static double resident() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Double.parseDouble(line.replaceAll("\\D", "")) * 1024;
      }
    }
    throw new IOException("/proc/self/status does not say VmRSS");
  }
}
