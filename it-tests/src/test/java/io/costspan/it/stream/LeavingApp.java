// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.it.stream;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;

/**
 * Asks the same two times at a time by the JDK's own client, leaves the first answer half way, and
 * writes down the second. The base URL is its argument.
 */
final class LeavingApp {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private LeavingApp() {}

  /** Runs it. */
  @SuppressWarnings("SystemOut") // a command line application
  public static void main(String[] args) throws Exception {
    URI chat = URI.create(args[0] + "/v1/chat/completions");
    System.out.println("cancelled " + afterCancel(chat(chat, 100)));
    System.out.println("closed " + afterClose(chat(chat, 101)));
    System.out.println("interrupted " + afterInterrupt(chat(chat, 102)));
  }

  private static String afterCancel(HttpRequest request) throws Exception {
    Begun begun = new Begun();
    CompletableFuture<?> first = CLIENT.sendAsync(request, BodyHandlers.fromSubscriber(begun));
    begun.await();
    HttpResponse<InputStream> second = CLIENT.send(request, BodyHandlers.ofInputStream());
    return rest(second, () -> first.cancel(true));
  }

  private static String afterClose(HttpRequest request) throws Exception {
    HttpResponse<InputStream> first = CLIENT.send(request, BodyHandlers.ofInputStream());
    int one = first.body().read();
    HttpResponse<InputStream> second = CLIENT.send(request, BodyHandlers.ofInputStream());
    return (char) one
        + rest(
            second,
            () -> {
              first.body().close();
              return true;
            });
  }

  private static String afterInterrupt(HttpRequest request) throws Exception {
    Begun begun = new Begun();
    CompletableFuture<String> left = new CompletableFuture<>();
    Thread first =
        new Thread(
            () -> {
              try {
                left.complete("read " + CLIENT.send(request, BodyHandlers.fromSubscriber(begun)));
              } catch (Exception e) {
                left.complete(e.getClass().getSimpleName());
              }
            });
    first.start();
    begun.await();
    HttpResponse<InputStream> second = CLIENT.send(request, BodyHandlers.ofInputStream());
    String rest =
        rest(
            second,
            () -> {
              first.interrupt();
              return true;
            });
    return left.get(20, TimeUnit.SECONDS) + " " + rest;
  }

  private static String rest(HttpResponse<InputStream> second, Leaving leaving) throws Exception {
    try (InputStream in = second.body()) {
      int one = in.read();
      boolean left = leaving.leave();
      return left + " " + (char) one + new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static HttpRequest chat(URI url, int tokens) {
    String body =
        "{\"model\":\"gpt-4o-mini\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":"
            + "\"[[in=%d out=12 pace=60]] Once\"}]}";
    return HttpRequest.newBuilder(url)
        .header("content-type", "application/json")
        .header("authorization", "Bearer openai-key")
        .POST(BodyPublishers.ofString(body.formatted(tokens)))
        .build();
  }

  /** How the first caller leaves. */
  @FunctionalInterface
  private interface Leaving {
    boolean leave() throws Exception;
  }

  /** Knows that an answer has begun. */
  private static final class Begun implements Flow.Subscriber<List<ByteBuffer>> {
    private final CountDownLatch first = new CountDownLatch(1);

    void await() throws InterruptedException {
      if (!first.await(20, TimeUnit.SECONDS)) {
        throw new IllegalStateException("it did not begin");
      }
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> batch) {
      first.countDown();
    }

    @Override
    public void onError(Throwable error) {}

    @Override
    public void onComplete() {}
  }
}
