// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.contract.AnswerBody;
import io.costspan.contract.Caller;
import io.costspan.contract.Verdict;
import io.costspan.instrumentation.testing.gate.RecordedCall;
import io.costspan.instrumentation.testing.gate.RecordingGate;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WaitingCallerTest {
  private final RecordingGate gate =
      new RecordingGate()
          .admitting(call -> new Verdict.Answer(200, List.of(), 0, AnswerBody.of(new byte[0])));

  @Test
  void whoExecutesWaits() throws Exception {
    execute(new OkHttpUnderTest(gate, new OkHttpClient.Builder()));
    assertThat(callers()).containsExactly(Caller.WAITS);
  }

  @Test
  void onAThreadThatIsCalledLikeOkHttpsToo() throws Exception {
    OkHttpUnderTest under = new OkHttpUnderTest(gate, new OkHttpClient.Builder());
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    Thread thread = new Thread(() -> done.complete(execute(under)), "OkHttp http://example.com/");
    thread.start();
    assertThat(done.get(20, TimeUnit.SECONDS)).isTrue();
    assertThat(callers()).containsExactly(Caller.WAITS);
  }

  @Test
  void whoEnqueuesDoesNotAndACallInItsCallbackDoes() throws Exception {
    ExecutorService own = Executors.newSingleThreadExecutor(work -> new Thread(work, "app-pool"));
    for (Dispatcher dispatcher : List.of(new Dispatcher(), new Dispatcher(own))) {
      OkHttpUnderTest under =
          new OkHttpUnderTest(gate, new OkHttpClient.Builder().dispatcher(dispatcher));
      CompletableFuture<Boolean> nested = new CompletableFuture<>();
      under
          .newCall(under.client(), request())
          .enqueue(
              new Callbacks(
                  response -> nested.complete(execute(under)), nested::completeExceptionally));
      assertThat(nested.get(20, TimeUnit.SECONDS)).isTrue();
    }
    own.shutdown();
    assertThat(callers())
        .containsExactly(Caller.GOES_ON, Caller.WAITS, Caller.GOES_ON, Caller.WAITS);
  }

  private List<Caller> callers() {
    return gate.calls().stream().map(RecordedCall::caller).toList();
  }

  private static boolean execute(OkHttpUnderTest under) {
    try {
      under.newCall(under.client(), request()).execute().body().close();
      return true;
    } catch (IOException failed) {
      return false;
    }
  }

  private static Request request() {
    return new Request.Builder().url("http://127.0.0.1:1/v1/chat").build();
  }
}
