// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.costspan.contract.Call;
import io.costspan.contract.CallGate;
import io.costspan.contract.HeaderReader;
import io.costspan.contract.guard.FaultBreaker;
import io.costspan.contract.guard.GuardedGate;
import java.lang.management.ManagementFactory;
import okhttp3.Connection;
import okhttp3.Interceptor;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okio.Buffer;
import org.junit.jupiter.api.Test;

/** An exchange that is none of ours passes untouched and costs no memory. */
class MissTest {
  private static final int CALLS = 20_000;

  private final Interceptor interceptor =
      new CallInterceptor(
          new GuardedGate(new BlindGate(), new FaultBreaker("test")), new CallerContexts());
  private final Chain chain = new Chain();

  @Test
  void isProceededWithAsItIs() throws Exception {
    assertThat(interceptor.intercept(chain)).isSameAs(chain.response);
    assertThat(chain.proceeded).isSameAs(chain.request);
  }

  @Test
  void allocatesNothing() throws Exception {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    pass();
    long before = threads.getCurrentThreadAllocatedBytes();
    pass();
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    // less than a byte a call: what is left is the measuring
    assertThat(allocated).isLessThan(CALLS);
  }

  private void pass() throws Exception {
    for (int i = 0; i < CALLS; i++) {
      interceptor.intercept(chain);
    }
  }

  private static final class BlindGate implements CallGate {
    @Override
    public <R> Call open(
        String method, String host, int port, String url, R request, HeaderReader<R> headers) {
      return null;
    }
  }

  /** Has the methods of 3.0; a miss may not ask for more. */
  private static final class Chain implements Interceptor.Chain {
    final Request request =
        new Request.Builder().url("http://127.0.0.1/elsewhere").header("a", "b").build();
    final Response response =
        new Response.Builder()
            .request(request)
            .protocol(Protocol.HTTP_1_1)
            .code(200)
            .message("OK")
            .body(new SourceBody(new Buffer(), null, 0))
            .build();
    Request proceeded;

    @Override
    public Request request() {
      return request;
    }

    @Override
    public Response proceed(Request given) {
      proceeded = given;
      return response;
    }

    @Override
    public Connection connection() {
      return null;
    }
  }
}
