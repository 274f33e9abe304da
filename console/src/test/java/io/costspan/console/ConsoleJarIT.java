// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar, in a JVM of its own. */
@Timeout(120)
class ConsoleJarIT {
  private static final Path JAR = Path.of("target", "costspan-console.jar");

  @TempDir Path temp;

  @Test
  void reportsAndSaysNothingElse() throws Exception {
    Process process = start("report", "--home", Run.home(), "--by", "day", "--format", "csv");

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    assertThat(Files.readString(temp.resolve("err"))).doesNotContain("WARN").startsWith("note: ");
    assertThat(text(process)).startsWith("day,calls,");
  }

  @Test
  void readsTheSettingsFile() throws Exception {
    Path file = Files.writeString(temp.resolve("x.yaml"), "debug: true\n");
    Process process = start("check-config", file.toString());

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    assertThat(text(process)).containsPattern("costspan.debug +true +" + file + ":1");
    assertThat(Files.readString(temp.resolve("err"))).isEmpty();
  }

  @Test
  void followsALedgerThatIsNotThereYet() throws Exception {
    Path ledger = temp.resolve("home/ledger");
    Process process = start("tail", "--follow", "--home", temp.resolve("home").toString());
    try (BufferedReader out = reader(process)) {
      assertThat(out.readLine()).startsWith("TIME");

      Files.createDirectories(ledger);
      for (Path file : ledgerFiles()) {
        Path half = Files.copy(file, temp.resolve("half"), StandardCopyOption.REPLACE_EXISTING);
        Files.move(half, ledger.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
      }

      List<String> lines = new ArrayList<>();
      for (int i = 0; i < 7; i++) {
        lines.add(out.readLine());
      }
      assertThat(lines).noneMatch(String::isBlank);
      assertThat(process.isAlive()).isTrue();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void holdsOnlyWhatItNeedsAndTheLicences() throws IOException {
    List<String> names = new ArrayList<>();
    try (JarFile jar = new JarFile(JAR.toFile())) {
      for (JarEntry entry : Collections.list(jar.entries())) {
        names.add(entry.getName());
      }
      assertThat(jar.getManifest().getMainAttributes().getValue("Multi-Release")).isEqualTo("true");
    }

    assertThat(names)
        .doesNotHaveDuplicates()
        .contains("META-INF/LICENSE", "META-INF/NOTICE", "META-INF/FastDoubleParser-LICENSE")
        .noneMatch(name -> name.endsWith("module-info.class"))
        .noneMatch(name -> name.startsWith("io/opentelemetry"))
        .filteredOn(name -> name.endsWith(".class") && !name.startsWith("META-INF/"))
        .allMatch(
            name ->
                name.startsWith("io/costspan/")
                    || name.startsWith("com/fasterxml/jackson/core/")
                    || name.startsWith("com/fasterxml/jackson/dataformat/yaml/")
                    || name.startsWith("org/yaml/snakeyaml/")
                    || name.startsWith("picocli/"));
  }

  private Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-jar");
    command.add(JAR.toString());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(new File(temp.toFile(), "err")).start();
  }

  private static List<Path> ledgerFiles() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(Run.home(), "ledger"))) {
      return files.sorted().toList();
    }
  }

  private static String text(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static BufferedReader reader(Process process) {
    return new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }
}
