// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.agent.it.app;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSource;

/** A stream through OkHttp that the program gives up after a few lines. */
final class OkHttpCut {
  private OkHttpCut() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    try (Provider provider = new Provider()) {
      OkHttpClient client = new OkHttpClient();
      Response answer =
          client
              .newCall(
                  new Request.Builder()
                      .url(provider.endless())
                      .post(
                          RequestBody.create(MediaType.parse("application/json"), Provider.STREAM))
                      .build())
              .execute();
      BufferedSource body = answer.body().source();
      for (int i = 0; i < HttpClientCut.LINES; i++) {
        body.readUtf8LineStrict();
      }
      answer.body().close();
      OkHttpCalls.stop(client);
      System.out.println("cut");
      // a program that ends at once is not kept waiting for the table of tokens
      Thread.sleep(2_000);
    }
  }
}
