// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.okhttp;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;
import okhttp3.OkHttpClient;
import okhttp3.Request;

/**
 * WebSockets through whichever API the OkHttp under test has: the module okhttp-ws before 3.5, the
 * client's own method since. The latter's listener is an abstract class these tests, compiled
 * against 3.0, cannot name, so its subclass is compiled when it is needed.
 */
final class WebSockets {
  private static final String LISTENER =
      """
      public final class FirstMessage extends okhttp3.WebSocketListener {
        private final java.util.concurrent.CompletableFuture<String> first;

        public FirstMessage(java.util.concurrent.CompletableFuture<String> first) {
          this.first = first;
        }

        @Override
        public void onMessage(okhttp3.WebSocket socket, String text) {
          first.complete(text);
        }

        @Override
        public void onFailure(okhttp3.WebSocket socket, Throwable error, okhttp3.Response answer) {
          first.completeExceptionally(error);
        }
      }
      """;

  private WebSockets() {}

  static String firstMessage(OkHttpClient client, Request request) throws Exception {
    CompletableFuture<String> first = new CompletableFuture<>();
    Class<?> listener = find("okhttp3.WebSocketListener");
    if (listener == null) {
      OldWebSocket.open(client, request, first);
      return first.get(20, TimeUnit.SECONDS);
    }
    Path dir = Files.createTempDirectory("costspan-websocket");
    Path source = Files.writeString(dir.resolve("FirstMessage.java"), LISTENER);
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                source.toString());
    if (failed != 0) {
      throw new AssertionError("the listener does not compile");
    }
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {dir.toUri().toURL()}, WebSockets.class.getClassLoader())) {
      Object subclass =
          loader
              .loadClass("FirstMessage")
              .getConstructor(CompletableFuture.class)
              .newInstance(first);
      OkHttpClient.class
          .getMethod("newWebSocket", Request.class, listener)
          .invoke(client, request, subclass);
      return first.get(20, TimeUnit.SECONDS);
    }
  }

  private static Class<?> find(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException absent) {
      return null;
    }
  }
}
