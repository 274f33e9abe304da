// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.log.PatchLogger;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.logging.Level;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

class PatchLoggerTest {
  private static final String LOGGER = "java/util/logging/Logger";

  @Test
  void hasEveryMemberThatTheSdkCalls() throws IOException {
    Set<String> used = new TreeSet<>();
    for (String path : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (path.endsWith(".jar") && Path.of(path).getFileName().toString().startsWith("opentele")) {
        scan(path, used);
      }
    }
    Set<String> ours =
        Arrays.stream(PatchLogger.class.getMethods())
            .map(PatchLoggerTest::signature)
            .collect(Collectors.toSet());

    assertThat(used).hasSizeGreaterThan(5);
    assertThat(used)
        .allSatisfy(
            member ->
                assertThat(member.startsWith("java/util/logging/Level.") || ours.contains(member))
                    .as(member)
                    .isTrue());
  }

  @Test
  void saysAWarningOnceAndDetailNever() {
    PrintStream before = System.err;
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    try {
      PatchLogger logger = PatchLogger.getLogger("io.opentelemetry.sdk.SomeThing");
      logger.log(Level.WARNING, "queue {0} of {1}", new Object[] {1, "2"});
      logger.log(Level.WARNING, "queue {0} of {1}", new Object[] {1, "2"});
      logger.log(Level.FINE, "detail", new IllegalStateException());
      logger.info("hello");
      logger.log(Level.WARNING, "Exporter failed");
      PatchLogger.getLogger("io.opentelemetry.exporter.internal.http.HttpExporter")
          .log(Level.SEVERE, "Failed to export");
    } finally {
      System.setErr(before);
    }
    assertThat(err.toString(StandardCharsets.UTF_8).lines())
        .containsExactly("[costspan] WARN telemetry: queue 1 of 2");
  }

  @Test
  void touchesNoLogManager() throws Exception {
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:stdout",
                "-cp",
                System.getProperty("java.class.path"),
                LogsOnce.class.getName())
            .redirectErrorStream(true)
            .start();
    String output = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(java.waitFor(60, TimeUnit.SECONDS)).isTrue();

    assertThat(output)
        .contains("[costspan] WARN telemetry: something")
        .contains("java.util.logging.Level ")
        .doesNotContain("java.util.logging.LogManager");
  }

  private static void scan(String jarPath, Set<String> used) throws IOException {
    try (JarFile jar = new JarFile(jarPath)) {
      for (JarEntry entry : jar.stream().toList()) {
        if (entry.getName().endsWith(".class") && !entry.getName().contains("module-info")) {
          try (InputStream in = jar.getInputStream(entry)) {
            new ClassReader(in).accept(new Members(used), ClassReader.SKIP_DEBUG);
          }
        }
      }
    }
  }

  private static String signature(Method method) {
    return LOGGER
        + '.'
        + method.getName()
        + Type.getMethodDescriptor(method).replace("io/costspan/log/PatchLogger", LOGGER);
  }

  /** Run in a JVM of its own. */
  static final class LogsOnce {
    private LogsOnce() {}

    public static void main(String[] arguments) {
      PatchLogger.getLogger("x").log(Level.WARNING, "something");
    }
  }

  private static final class Members extends ClassVisitor {
    private final Set<String> used;

    Members(Set<String> used) {
      super(Opcodes.ASM9);
      this.used = used;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      return new MethodVisitor(Opcodes.ASM9) {
        @Override
        public void visitMethodInsn(
            int opcode, String owner, String name, String descriptor, boolean isInterface) {
          member(owner, name + descriptor);
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
          member(owner, name);
        }
      };
    }

    private void member(String owner, String member) {
      if (owner.startsWith("java/util/logging/")) {
        used.add(owner + '.' + member);
      }
    }
  }
}
