// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.httpclient;

import io.costspan.contract.Verdict;
import java.net.http.HttpClient.Version;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Plays a local answer to the application's body handler and completes its future. */
final class LocalAnswer<T> implements ResponseInfo {
  private final Verdict.Answer answer;
  private final Invocation<T> call;
  private final HttpHeaders headers;
  private final CancellingFuture<HttpResponse<T>> result;
  private final Executor threads;
  private final Executor completions;

  /**
   * @param threads where pieces are delivered that are not there when asked for
   * @param completions where {@code result} is completed
   */
  LocalAnswer(
      Verdict.Answer answer,
      Invocation<T> call,
      CancellingFuture<HttpResponse<T>> result,
      Executor threads,
      Executor completions) {
    this.answer = answer;
    this.call = call;
    this.headers = headers(answer);
    this.result = result;
    this.threads = threads;
    this.completions = completions;
  }

  /** Plays; blocks only where the application's own subscriber does. */
  void play() {
    try {
      if (result.isDone()) {
        answer.body().close();
        return;
      }
      BodySubscriber<T> subscriber = call.handler().apply(this);
      AnswerSubscription bytes = new AnswerSubscription(answer.body(), subscriber, threads);
      subscriber.onSubscribe(bytes);
      stopWhenCancelled(bytes);
      bytes.start();
      CompletionStage<?> unused = subscriber.getBody().whenComplete(this::complete);
    } catch (Throwable applicationsOwn) {
      answer.body().close();
      completions.execute(() -> result.fail(applicationsOwn));
    }
  }

  private void complete(@Nullable T body, @Nullable Throwable error) {
    completions.execute(
        () -> {
          if (error != null) {
            result.fail(error);
          } else {
            result.complete(new LocalResponse<>(this, call.request(), body));
          }
        });
  }

  /** Before a byte flows: its reader may block, or cancel, from the first one on. */
  private void stopWhenCancelled(AnswerSubscription bytes) {
    result.cancelling(bytes::stop);
    CompletableFuture<?> unused =
        result.whenComplete(
            (response, error) -> {
              if (error != null) {
                bytes.close();
              }
            });
  }

  @Override
  public int statusCode() {
    return answer.status();
  }

  @Override
  public HttpHeaders headers() {
    return headers;
  }

  @Override
  public Version version() {
    return call.request().version().orElseGet(call.client()::version);
  }

  private static HttpHeaders headers(Verdict.Answer answer) {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (Map.Entry<String, String> header : answer.headers()) {
      headers.computeIfAbsent(header.getKey(), name -> new ArrayList<>()).add(header.getValue());
    }
    if (answer.length() >= 0) {
      headers.put("content-length", List.of(String.valueOf(answer.length())));
    }
    return HttpHeaders.of(headers, (name, value) -> true);
  }
}
