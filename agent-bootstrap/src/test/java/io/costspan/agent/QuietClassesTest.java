// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class QuietClassesTest {

  @Test
  void aClassThatAsksTheJdkForALoggerGetsOurs() throws Exception {
    byte[] file;
    try (InputStream in = Asking.class.getResourceAsStream("QuietClassesTest$Asking.class")) {
      file = in.readAllBytes();
    }
    Class<?> quiet = new Defining().define(QuietClasses.patched(file));
    Object answer = ((Supplier<?>) quiet.getDeclaredConstructor().newInstance()).get();

    assertThat(new Asking().get()).asString().doesNotContain("io.costspan.log");
    assertThat(answer).asString().contains("io.costspan.log.PatchSystem").endsWith("1 2.0 a true");
  }

  /** Has constants of several kinds. */
  public static final class Asking implements Supplier<String> {
    @Override
    public String get() {
      System.Logger logger = System.getLogger("some.logger");
      long one = System.nanoTime() == 0 ? 1234567890123L : 1;
      double two = System.identityHashCode(null) == 0 ? 2.0 : 1e300;
      boolean quiet = !logger.isLoggable(System.Logger.Level.DEBUG);
      return logger.getClass().getName() + " " + one + " " + two + " a " + quiet;
    }
  }

  private static final class Defining extends ClassLoader {
    Defining() {
      super(QuietClassesTest.class.getClassLoader());
    }

    Class<?> define(byte[] file) {
      return defineClass(null, file, 0, file.length);
    }
  }
}
