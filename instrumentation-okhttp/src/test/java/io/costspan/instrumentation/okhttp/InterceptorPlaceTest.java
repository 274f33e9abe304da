// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.contract.Call;
import io.costspan.contract.CallGate;
import io.costspan.contract.HeaderReader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class InterceptorPlaceTest {
  private final OkHttpHook hook = new OkHttpHook(new BlindGate());

  @Test
  void aClientHasOursLast() {
    Interceptor own = chain -> chain.proceed(chain.request());
    OkHttpClient client = built(new OkHttpClient.Builder().addInterceptor(own));
    assertThat(client.interceptors()).hasSize(2).first().isSameAs(own);
    assertThat(client.interceptors().get(1)).isInstanceOf(CallInterceptor.class);
  }

  @Test
  void copiesKeepOneAndLast() {
    OkHttpClient client = built(new OkHttpClient.Builder());
    for (int copy = 0; copy < 3; copy++) {
      client = built(client.newBuilder().addInterceptor(c -> c.proceed(c.request())));
    }
    assertThat(client.interceptors()).hasSize(4);
    assertThat(client.interceptors().get(3)).isInstanceOf(CallInterceptor.class);
    assertThat(client.interceptors().subList(0, 3))
        .noneMatch(interceptor -> interceptor instanceof CallInterceptor);
  }

  @Test
  void oneFromAnotherHookIsReplaced() {
    OkHttpClient.Builder builder = new OkHttpClient.Builder();
    new OkHttpHook(new BlindGate()).clientBuilt(builder);
    Interceptor before = builder.interceptors().get(0);
    hook.clientBuilt(builder);
    assertThat(builder.interceptors()).hasSize(1).doesNotContain(before);
  }

  @Test
  void aClientFromBeforeTheAgentGetsACopy() {
    Interceptor own = chain -> chain.proceed(chain.request());
    List<Interceptor> given = List.of(own);
    List<?> with = (List<?>) hook.interceptors(given);
    assertThat(given).hasSize(1);
    assertThat(with).hasSize(2);
    assertThat(with.get(0)).isSameAs(own);
    assertThat(with.get(1)).isInstanceOf(CallInterceptor.class);
    assertThat(hook.interceptors(with)).isSameAs(with);
  }

  @Test
  void threadsMayBuildFromOneBuilder() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      for (int round = 0; round < 200; round++) {
        OkHttpClient.Builder shared = new OkHttpClient.Builder();
        List<Callable<OkHttpClient>> builds = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
          builds.add(() -> built(shared));
        }
        for (Future<OkHttpClient> client : threads.invokeAll(builds)) {
          assertThat(client.get().interceptors()).hasSize(1);
        }
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void whatIsNoBuilderDoesNoHarm() {
    hook.clientBuilt("not a builder");
    assertThat(hook.interceptors(List.of()))
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .hasSize(1);
    hook.newCall("no client", "no request", "no call");
  }

  private OkHttpClient built(OkHttpClient.Builder builder) {
    hook.clientBuilt(builder); // as the code edited into the constructor does
    return builder.build();
  }

  private static final class BlindGate implements CallGate {
    @Override
    public <R> Call open(
        String method, String host, int port, String url, R request, HeaderReader<R> headers) {
      return null;
    }
  }
}
