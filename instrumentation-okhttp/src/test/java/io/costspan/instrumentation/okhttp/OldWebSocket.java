// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.okhttp;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okhttp3.ws.WebSocket;
import okhttp3.ws.WebSocketCall;
import okhttp3.ws.WebSocketListener;
import okio.Buffer;

/** A WebSocket of the module okhttp-ws. */
final class OldWebSocket implements WebSocketListener {
  private final CompletableFuture<String> first;

  private OldWebSocket(CompletableFuture<String> first) {
    this.first = first;
  }

  static void open(OkHttpClient client, Request request, CompletableFuture<String> first) {
    WebSocketCall.create(client, request).enqueue(new OldWebSocket(first));
  }

  @Override
  public void onOpen(WebSocket socket, Response response) {}

  @Override
  public void onFailure(IOException error, Response response) {
    first.completeExceptionally(error);
  }

  @Override
  public void onMessage(ResponseBody message) throws IOException {
    first.complete(message.string());
    message.close();
  }

  @Override
  public void onPong(Buffer payload) {}

  @Override
  public void onClose(int code, String reason) {}
}
