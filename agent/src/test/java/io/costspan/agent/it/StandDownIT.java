// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The JVMs that costspan stays out of, and the archives that it must not spoil. */
class StandDownIT {
  private static final String ACTIVE = "io.costspan.agent.TargetTransformer";

  @TempDir private Path home;

  @ParameterizedTest
  @CsvSource({
    "JAVA_17, javac, -version",
    "JAVA_17, jps, -q",
    "JAVA_17, keytool, -help",
    "JAVA_25, javac, -version",
    "JAVA_25, jps, -q",
    "JAVA_25, jar, --version"
  })
  void toolsOfTheJdkAreLeftAlone(Jdk jdk, String tool, String argument) throws Exception {
    Path loaded = home.resolve("loaded");

    Forked.Result result = Forked.run(everywhere(loaded), jdk.command(tool), List.of(argument));

    assertThat(result.out() + result.err()).doesNotContain("costspan]");
    assertThat(Files.readString(loaded)).contains("CostspanAgent").doesNotContain(ACTIVE);
  }

  @ParameterizedTest
  @EnumSource
  void aSourceFileRunByTheLauncherIsAnApplication(Jdk jdk) throws Exception {
    Path loaded = home.resolve("loaded");
    Path source = home.resolve("Single.java");
    Files.writeString(source, "class Single { public static void main(String[] a) {} }");

    Forked.run(everywhere(loaded), jdk.command("java"), List.of(source.toString()));

    assertThat(Files.readString(loaded)).contains(ACTIVE);
  }

  @ParameterizedTest
  @EnumSource
  void theUserCanSwitchItOff(Jdk jdk) throws Exception {
    Path loaded = home.resolve("loaded");

    Forked.Result hello =
        new Rig(jdk, home)
            .java(
                List.of(
                    "-javaagent:" + Rig.AGENT + "=enabled=false",
                    "-Xlog:class+load:file=" + loaded),
                "Hello");

    assertThat(hello).isEqualTo(new Forked.Result(0, "hello\n", ""));
    assertThat(Files.readString(loaded)).contains("CostspanAgent").doesNotContain(ACTIVE);
  }

  @ParameterizedTest
  @EnumSource
  void aSecondCopyStaysOff(Jdk jdk) throws Exception {
    Rig rig = new Rig(jdk, home);
    Path copy = Files.copy(Rig.AGENT, home.resolve("copy.jar"));

    Forked.Result calls = rig.run("HttpClientCalls", List.of("-javaagent:" + copy));

    assertThat(calls.err())
        .hasLineCount(1)
        .contains("[costspan]", "stays off", "already works in this JVM");
    assertThat(calls.exit()).isZero();
    assertThat(rig.callsInLedger()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource
  void insideSomebodysJarItStaysOff(Jdk jdk) throws Exception {
    Rig rig = new Rig(jdk, home);
    Path merged = Rig.mergedJar(home.resolve("shop.jar"));

    Forked.Result calls = rig.java(List.of("-javaagent:" + merged), "HttpClientCalls");

    assertThat(calls.err()).hasLineCount(1).contains("from inside another jar");
    assertThat(calls.exit()).isZero();
    assertThat(calls.out()).startsWith("sync 200");
  }

  @ParameterizedTest
  @EnumSource
  void theApplicationsClassDataArchiveStaysInUse(Jdk jdk) throws Exception {
    Rig rig = new Rig(jdk, home);
    String apps = Rig.jarOfApps(home.resolve("apps.jar")).toString();
    Path archive = home.resolve("apps.jsa");
    rig.java(List.of("-XX:ArchiveClassesAtExit=" + archive, "-cp", apps), "HttpClientCalls");

    Forked.Result calls =
        rig.run(
            "HttpClientCalls",
            List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:class+load", "-cp", apps));

    assertThat(calls.out())
        .contains("java.lang.CostspanBridge source:")
        .containsPattern("app\\.HttpClientCalls source: shared objects file \\(top\\)")
        .containsPattern("app\\.Provider source: shared objects file \\(top\\)");
    assertThat(calls.err()).isEmpty();
    assertThat(rig.callsInLedger()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource
  void anArchiveCanBeMadeWithTheAgentPresent(Jdk jdk) throws Exception {
    Rig rig = new Rig(jdk, home);
    String apps = Rig.jarOfApps(home.resolve("apps.jar")).toString();
    List<String> made = new ArrayList<>();
    if (jdk == Jdk.JAVA_17) {
      // this JVM refuses to archive beside any agent unless told
      made.addAll(List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:+AllowArchivingWithJavaAgent"));
      made.add("-XX:ArchiveClassesAtExit=" + home.resolve("apps.jsa"));
    } else {
      made.add("-XX:AOTCacheOutput=" + home.resolve("apps.aot"));
    }
    made.addAll(List.of("-cp", apps));

    Forked.Result training = rig.run("HttpClientCalls", made);

    assertThat(training.exit()).isZero();
    assertThat(rig.callsInLedger()).as("calls seen while archiving").isZero();

    Forked.Result use =
        rig.run(
            "HttpClientCalls",
            jdk == Jdk.JAVA_17
                ? List.of(
                    "-XX:+UnlockDiagnosticVMOptions",
                    "-XX:+AllowArchivingWithJavaAgent",
                    "-XX:SharedArchiveFile=" + home.resolve("apps.jsa"),
                    "-cp",
                    apps)
                : List.of("-XX:AOTCache=" + home.resolve("apps.aot"), "-cp", apps));

    assertThat(use.out()).startsWith("sync 200");
    assertThat(use.exit()).isZero();
    assertThat(rig.callsInLedger()).isEqualTo(2);
  }

  /** The environment that brings the agent into every JVM, and has it list what it loads. */
  private static Map<String, String> everywhere(Path loaded) {
    return Map.of(
        "JAVA_TOOL_OPTIONS", "-javaagent:" + Rig.AGENT + " -Xlog:class+load:file=" + loaded);
  }
}
