// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.benchmarks.forked;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;

/**
 * Makes many calls, one after the other, and prints p50 and p99 in microseconds, bytes allocated a
 * call on the calling thread, and how many failed. Arguments: port, calls to warm up, calls to
 * measure, milliseconds between two calls, and whether all calls are {@code alike}.
 */
final class ManyCalls {

  private ManyCalls() {}

  @SuppressWarnings("SystemOut") // the result is read from there
  public static void main(String[] args) throws InterruptedException {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    int port = Integer.parseInt(args[0]);
    int warmUp = Integer.parseInt(args[1]);
    int calls = Integer.parseInt(args[2]);
    long pause = Long.parseLong(args[3]);
    boolean alike = args[4].equals("alike");
    int failed = 0;
    for (int i = 0; i < warmUp; i++) {
      failed += call(client, Exchange.request(port, alike ? 0 : i));
    }
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long[] nanos = new long[calls];
    long allocated = 0;
    for (int i = 0; i < calls; i++) {
      HttpRequest request = Exchange.request(port, alike ? 0 : warmUp + i);
      Thread.sleep(pause);
      long before = threads.getCurrentThreadAllocatedBytes();
      long start = System.nanoTime();
      failed += call(client, request);
      nanos[i] = System.nanoTime() - start;
      allocated += threads.getCurrentThreadAllocatedBytes() - before;
    }
    Arrays.sort(nanos);
    System.out.println(
        nanos[calls / 2] / 1000.0
            + " "
            + nanos[calls * 99 / 100] / 1000.0
            + " "
            + allocated / calls
            + " "
            + failed);
  }

  /**
   * The JDK's client loses a call now and then when the answer comes within microseconds; that is
   * counted in every arm alike.
   */
  private static int call(HttpClient client, HttpRequest request) throws InterruptedException {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode() == 200 ? 0 : 1;
    } catch (IOException e) {
      return 1;
    }
  }
}
