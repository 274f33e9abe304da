// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.contract.CallGate;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import okhttp3.OkHttpClient;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * An application's loader, OkHttp and our glue in it, is collected once the application is gone.
 */
@Timeout(120)
class ThrowAwayLoaderTest {
  @Test
  void isCollectedAfterUse() throws Exception {
    var gate = new io.costspan.instrumentation.testing.gate.RecordingGate();
    WeakReference<ClassLoader> loader = use(gate);
    assertThat(gate.calls()).hasSize(2);
    for (int i = 0; i < 200 && loader.get() != null; i++) {
      System.gc();
      TimeUnit.MILLISECONDS.sleep(25);
    }
    assertThat(loader.get()).as("the application's loader").isNull();
  }

  private static WeakReference<ClassLoader> use(CallGate gate) throws Exception {
    try (Application application = new Application()) {
      Class<?> scenario = application.loadClass(ThrowAwayScenario.class.getName());
      assertThat(scenario).isNotEqualTo(ThrowAwayScenario.class);
      @SuppressWarnings("unchecked") // the scenario says so
      Consumer<CallGate> run = (Consumer<CallGate>) scenario.getDeclaredConstructor().newInstance();
      run.accept(gate);
      return new WeakReference<>(application);
    }
  }

  /** Has its own OkHttp and glue, and shares the contract as a glue loader does. */
  private static final class Application extends URLClassLoader {
    Application() throws ReflectiveOperationException {
      super(jars(), ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      boolean shared =
          name.startsWith("io.costspan.contract.") || name.startsWith("io.costspan.log.");
      return shared ? Class.forName(name) : super.findClass(name);
    }

    private static URL[] jars() throws ReflectiveOperationException {
      List<URL> jars = new ArrayList<>();
      for (Class<?> type :
          List.of(OkHttpClient.class, Buffer.class, OkHttpHook.class, ThrowAwayScenario.class)) {
        jars.add(type.getProtectionDomain().getCodeSource().getLocation());
      }
      try {
        jars.add(Class.forName("kotlin.Unit").getProtectionDomain().getCodeSource().getLocation());
      } catch (ClassNotFoundException olderThanKotlin) {
        // OkHttp before 4 is plain Java
      }
      return jars.toArray(URL[]::new);
    }

    @Override
    public void close() throws IOException {
      super.close();
    }
  }
}
