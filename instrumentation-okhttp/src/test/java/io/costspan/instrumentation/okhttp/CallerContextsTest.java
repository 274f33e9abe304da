// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.contract.CallGate;
import io.costspan.contract.HeaderReader;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CallerContextsTest {
  /** The trace context of a thread, as a tracer keeps one. */
  private static final ThreadLocal<String> CURRENT = new ThreadLocal<>();

  private final AskingGate gate = new AskingGate();
  private final OkHttpUnderTest under =
      new OkHttpUnderTest(gate, new OkHttpClient.Builder().addInterceptor(twice()));

  @Test
  void anAsynchronousCallBringsItsCallersContext() throws Exception {
    CURRENT.set("caller");
    try {
      Call call = under.newCall(under.client(), request("paid"));
      CompletableFuture<String> done = new CompletableFuture<>();
      call.enqueue(new Callbacks(r -> done.complete("answer"), e -> done.complete("failure")));
      assertThat(done.get(20, TimeUnit.SECONDS)).isEqualTo("failure");
    } finally {
      CURRENT.remove();
    }
    // a chain before 3.9 does not tell whose it is; the executing thread speaks for itself there
    String expected = LaterMethods.CHAIN_CALL == null ? "none" : "caller";
    assertThat(gate.captured).containsExactly(expected, expected);
  }

  @Test
  void aCallWithoutContextBringsNone() throws Exception {
    Call call = under.newCall(under.client(), request("paid"));
    CompletableFuture<String> done = new CompletableFuture<>();
    call.enqueue(new Callbacks(r -> done.complete("answer"), e -> done.complete("failure")));
    assertThat(done.get(20, TimeUnit.SECONDS)).isEqualTo("failure");
    assertThat(gate.captured).containsExactly("none", "none");
  }

  @Test
  void aContextIsKeptNoLongerThanItsCall() throws Exception {
    CallerContexts contexts = new CallerContexts();
    WeakReference<Object> context = rememberOne(contexts);
    for (int i = 0; i < 100 && context.get() != null; i++) {
      System.gc();
      TimeUnit.MILLISECONDS.sleep(20);
      contexts.remember(under.client().newCall(request("other")), "other");
    }
    assertThat(context.get()).isNull();
  }

  @Test
  void moreCallsThanPlacesDoNoHarm() {
    CallerContexts contexts = new CallerContexts();
    List<Call> held = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      Call call = under.client().newCall(request("many"));
      held.add(call);
      contexts.remember(call, call);
    }
    assertThat(held).hasSize(20_000);
  }

  private WeakReference<Object> rememberOne(CallerContexts contexts) {
    Object context = new Object();
    contexts.remember(under.client().newCall(request("forgotten")), context);
    return new WeakReference<>(context);
  }

  private static okhttp3.Interceptor twice() {
    return chain -> {
      Response first = attempt(chain);
      return first == null ? chain.proceed(chain.request()) : first;
    };
  }

  private static Response attempt(okhttp3.Interceptor.Chain chain) {
    try {
      return chain.proceed(chain.request());
    } catch (IOException refused) {
      return null;
    }
  }

  private static Request request(String path) {
    // port 1 of loopback: nobody listens
    return new Request.Builder().url("http://127.0.0.1:1/" + path).build();
  }

  private static final class AskingGate implements CallGate {
    final List<String> captured = new ArrayList<>();

    @Override
    public <R> io.costspan.contract.Call open(
        String method, String host, int port, String url, R request, HeaderReader<R> headers) {
      throw new AssertionError("asked without the caller's context");
    }

    @Override
    public synchronized <R> io.costspan.contract.Call open(
        String method,
        String host,
        int port,
        String url,
        R request,
        HeaderReader<R> headers,
        Object context) {
      captured.add(context == null ? "none" : (String) context);
      return null;
    }

    @Override
    public Object capture(String method, String host, int port, String url) {
      return CURRENT.get();
    }
  }
}
