// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CostspanAgentTest {
  @ParameterizedTest
  @CsvSource({"1.8, 8", "9, 9", "11, 11", "17, 17", "25, 25", "26.1, 26"})
  void readsTheFeatureNumber(String version, int feature) {
    assertThat(CostspanAgent.feature(version)).isEqualTo(feature);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.8", "11", "16"})
  void tellsAnOlderJavaInOneLineAndTouchesNothing(String version) {
    // without an Instrumentation anything but standing down would fail
    assertThat(errorsOf(() -> CostspanAgent.start(null, null, version)))
        .isEqualTo(
            "[costspan] needs Java 17 or newer and this is Java "
                + version
                + "; the application runs on without costspan"
                + System.lineSeparator());
  }

  @Test
  void neverThrows() {
    assertThat(errorsOf(() -> CostspanAgent.start(null, null, "no number")))
        .startsWith("[costspan] did not start, the application runs on without it: ")
        .hasLineCount(1);
  }

  @Test
  void runsNotFromADirectory() {
    assertThat(errorsOf(() -> CostspanAgent.start(null, null, "17")))
        .startsWith("[costspan] does not work from inside another jar")
        .hasLineCount(1);
  }

  @Test
  void isReadableForJava8() throws IOException {
    assertThat(classFileVersion(CostspanAgent.class)).isEqualTo(52);
    assertThat(classFileVersion(AgentStart.class)).isEqualTo(61);
  }

  private static int classFileVersion(Class<?> type) throws IOException {
    try (InputStream in = type.getResourceAsStream(type.getSimpleName() + ".class");
        DataInputStream data = new DataInputStream(in)) {
      data.readInt();
      data.readUnsignedShort();
      return data.readUnsignedShort();
    }
  }

  private static String errorsOf(Runnable code) {
    PrintStream before = System.err;
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    System.setErr(new PrintStream(lines, true, StandardCharsets.UTF_8));
    try {
      code.run();
    } finally {
      System.setErr(before);
    }
    return lines.toString(StandardCharsets.UTF_8);
  }
}
