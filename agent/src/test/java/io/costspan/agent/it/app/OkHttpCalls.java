// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.agent.it.app;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** A call through a client of OkHttp, and one through a copy of that client. */
final class OkHttpCalls {
  private OkHttpCalls() {}

  public static void main(String[] arguments) throws IOException {
    try (Provider provider = new Provider()) {
      OkHttpClient client = new OkHttpClient();
      System.out.println("first " + send(client, provider));
      OkHttpClient copy = client.newBuilder().readTimeout(9, TimeUnit.SECONDS).build();
      System.out.println("copy " + send(copy, provider));
      stop(client);
    }
  }

  static String send(OkHttpClient client, Provider provider) throws IOException {
    Response answer =
        client
            .newCall(
                new Request.Builder()
                    .url(provider.chat())
                    .post(RequestBody.create(MediaType.parse("application/json"), Provider.REQUEST))
                    .build())
            .execute();
    return answer.code() + " " + answer.body().string().length();
  }

  /** Lets the client's threads go, which would keep the JVM for a minute. */
  static void stop(OkHttpClient client) {
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }
}
