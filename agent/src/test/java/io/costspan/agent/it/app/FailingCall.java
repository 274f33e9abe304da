// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.agent.it.app;

import java.io.IOException;
import java.net.UnknownHostException;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * A call through OkHttp that finds no host. It runs through every hook and starts none of OkHttp's
 * own threads, which outlive any call and keep their class loader.
 */
public final class FailingCall implements Runnable {
  @Override
  public void run() {
    OkHttpClient client =
        new OkHttpClient.Builder()
            .dns(
                host -> {
                  throw new UnknownHostException(host);
                })
            .build();
    Request request =
        new Request.Builder()
            .url("http://api.openai.com/v1/chat/completions")
            .post(RequestBody.create(MediaType.parse("application/json"), Provider.REQUEST))
            .build();
    try {
      Response answer = client.newBuilder().build().newCall(request).execute();
      throw new IllegalStateException("answered: " + answer);
    } catch (IOException e) {
      System.out.println(e.getClass().getSimpleName());
    }
  }
}
