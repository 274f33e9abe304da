// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.agent.it.app;

import java.net.http.HttpClient;
import okhttp3.OkHttpClient;

/** Clients of both kinds that have been at work before an agent is attached. */
final class LongRunning {
  private LongRunning() {}

  public static void main(String[] arguments) throws Exception {
    try (Provider provider = new Provider()) {
      HttpClient jdk = HttpClient.newHttpClient();
      OkHttpClient okHttp = new OkHttpClient();
      System.out.println("jdk " + HttpClientCalls.send(jdk, provider));
      System.out.println("okhttp " + OkHttpCalls.send(okHttp, provider));
      System.out.println("ready");
      System.in.read();
      System.out.println("jdk " + HttpClientCalls.send(jdk, provider));
      System.out.println("okhttp " + OkHttpCalls.send(okHttp, provider));
      System.out.println("new okhttp " + OkHttpCalls.send(new OkHttpClient(), provider));
      OkHttpCalls.stop(okHttp);
    }
    // the last client's idle threads are nobody's concern
    System.exit(0);
  }
}
