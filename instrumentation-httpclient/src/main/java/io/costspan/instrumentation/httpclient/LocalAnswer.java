// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.httpclient;

import io.costspan.contract.Verdict;
import java.net.http.HttpClient.Version;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Plays a local answer to the application's body handler and completes its future. */
final class LocalAnswer<T> implements ResponseInfo {
  private final Verdict.Answer answer;
  private final BodyHandler<T> own;
  private final HttpRequest request;
  private final Version version;
  private final HttpHeaders headers;
  private final CompletableFuture<HttpResponse<T>> result;

  LocalAnswer(
      Verdict.Answer answer,
      BodyHandler<T> own,
      HttpRequest request,
      Version clientVersion,
      CompletableFuture<HttpResponse<T>> result) {
    this.answer = answer;
    this.own = own;
    this.request = request;
    this.version = request.version().orElse(clientVersion);
    this.headers = headers(answer);
    this.result = result;
  }

  /** Plays; blocks only where the application's own subscriber does. */
  void play() {
    AnswerSubscription bytes = null;
    try {
      if (result.isDone()) {
        answer.body().close();
        return;
      }
      BodySubscriber<T> subscriber = own.apply(this);
      bytes = new AnswerSubscription(answer.body(), subscriber);
      subscriber.onSubscribe(bytes);
      bytes.start();
      CompletableFuture<?> completing =
          subscriber.getBody().toCompletableFuture().whenComplete(this::complete);
      assert completing != result;
    } catch (Throwable applicationsOwn) {
      result.completeExceptionally(applicationsOwn);
      answer.body().close();
    }
    closeWhenCancelled(bytes);
  }

  private void complete(@Nullable T body, @Nullable Throwable error) {
    if (error != null) {
      result.completeExceptionally(ObservedCall.unwrap(error));
    } else {
      result.complete(new LocalResponse<>(this, request, body));
    }
  }

  private void closeWhenCancelled(@Nullable AnswerSubscription bytes) {
    if (bytes != null) {
      CompletableFuture<?> watching =
          result.whenComplete(
              (response, error) -> {
                if (error != null) {
                  bytes.cancel();
                }
              });
      assert watching != result;
    }
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
    return version;
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
