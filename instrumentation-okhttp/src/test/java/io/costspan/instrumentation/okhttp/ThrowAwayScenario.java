// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.okhttp;

import io.costspan.contract.CallGate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okio.Buffer;

/**
 * What an application does with OkHttp, short of the network: okio's watchdog for sockets is a
 * thread that holds its loader whether we are there or not.
 */
public final class ThrowAwayScenario implements Consumer<CallGate> {
  @Override
  public void accept(CallGate gate) {
    OkHttpHook hook = new OkHttpHook(gate);
    OkHttpClient.Builder builder = new OkHttpClient.Builder();
    hook.clientBuilt(builder);
    OkHttpClient client = builder.build();
    Request request = new Request.Builder().url("http://127.0.0.1/v1/chat").build();
    hook.newCall(client, request, client.newCall(request));
    Interceptor ours = client.interceptors().get(0);
    try {
      Response read = ours.intercept(chain(request));
      read.body().string();
      Response forgotten = ours.intercept(chain(request));
      forgotten.body().source().readByte();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Interceptor.Chain chain(Request request) {
    return (Interceptor.Chain)
        Proxy.newProxyInstance(
            ThrowAwayScenario.class.getClassLoader(),
            new Class<?>[] {Interceptor.Chain.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "request" -> request;
                  case "proceed" -> answer((Request) arguments[0]);
                  case "readTimeoutMillis" -> 0;
                  default -> null;
                });
  }

  private static Response answer(Request request) {
    return new Response.Builder()
        .request(request)
        .protocol(Protocol.HTTP_1_1)
        .code(200)
        .message("OK")
        .body(new SourceBody(new Buffer().writeUtf8("{}{}"), null, -1))
        .build();
  }
}
