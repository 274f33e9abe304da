// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.contract.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FaultBreakerTest {
  private final AtomicLong now = new AtomicLong();
  private final FaultBreaker breaker = new FaultBreaker("the test hook", now::get);

  @Test
  void opensAtTheThresholdWithOneLine() {
    String said =
        saying(
            () -> {
              for (int i = 1; i < FaultBreaker.THRESHOLD; i++) {
                breaker.fault(new LinkageError("no such method"));
              }
              assertThat(breaker.open()).isFalse();
              for (int i = 0; i < 5; i++) {
                breaker.fault(new LinkageError("no such method"));
              }
            });
    assertThat(breaker.open()).isTrue();
    assertThat(said.lines())
        .singleElement()
        .asString()
        .startsWith("[costspan] WARN the test hook switched off")
        .endsWith("java.lang.LinkageError: no such method");
  }

  @Test
  void faultsFarApartAreNotTheSameTrouble() {
    for (int i = 0; i < 5 * FaultBreaker.THRESHOLD; i++) {
      breaker.fault(new IllegalStateException());
      now.addAndGet(FaultBreaker.WINDOW_NANOS / (FaultBreaker.THRESHOLD - 1) + 1);
    }
    assertThat(breaker.open()).isFalse();
  }

  @Test
  void survivesAFaultThatCannotBePrinted() {
    for (int i = 0; i < FaultBreaker.THRESHOLD; i++) {
      breaker.fault(new Unprintable());
    }
    assertThat(breaker.open()).isTrue();
  }

  private static String saying(Runnable work) {
    PrintStream before = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      work.run();
    } finally {
      System.setErr(before);
    }
    return said.toString(StandardCharsets.UTF_8);
  }

  private static final class Unprintable extends RuntimeException {
    private static final long serialVersionUID = 1;

    @Override
    public String getMessage() {
      throw new StackOverflowError();
    }
  }
}
