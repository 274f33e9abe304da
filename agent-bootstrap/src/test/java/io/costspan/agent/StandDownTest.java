// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StandDownTest {
  @AfterEach
  void forget() {
    System.clearProperty("costspan.enabled");
  }

  @ParameterizedTest
  @CsvSource({
    "jdk.compiler, com.sun.tools.javac.Main, jdk.compiler/com.sun.tools.javac.Main A.java",
    "jdk.jcmd, sun.tools.jps.Jps, jdk.jcmd/sun.tools.jps.Jps",
    "jdk.jartool, sun.tools.jar.Main, jdk.jartool/sun.tools.jar.Main tf a.jar",
    "jdk.jshell, jdk.internal.jshell.tool.JShellToolProvider, jdk.jshell/x",
    "java.base, sun.security.tools.keytool.Main, java.base/sun.security.tools.keytool.Main",
    ", , org.codehaus.plexus.classworlds.launcher.Launcher verify",
    ", , org.gradle.launcher.daemon.bootstrap.GradleDaemon 8.10",
    ", , /home/me/app/gradle/wrapper/gradle-wrapper.jar build",
  })
  void knowsTools(String module, String mainClass, String command) {
    assertThat(StandDown.isTool(module, mainClass, command)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "shop.web, shop.web.Main, shop.web/shop.web.Main",
    "jdk.compiler, com.sun.tools.javac.launcher.Main, jdk.compiler/x App.java",
    "jdk.compiler, com.sun.tools.javac.launcher.SourceLauncher, jdk.compiler/x App.java",
    ", , shop.Main --with javac",
    ", , /srv/app.jar",
    ", , org.apache.maven.surefire.booter.ForkedBooter",
    ", , worker.org.gradle.process.internal.worker.GradleWorkerMain",
    ", , ",
  })
  void leavesApplicationsAlone(String module, String mainClass, String command) {
    assertThat(StandDown.isTool(module, mainClass, command)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"enabled=false", "debug=true, enabled = False", "costspan.enabled=false,"})
  void agentArgumentSwitchesOff(String arguments) {
    assertThat(StandDown.wished(arguments)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "enabled=true", "journal.enabled=false", "debug=true"})
  void otherArgumentsDoNot(String arguments) {
    assertThat(StandDown.wished(arguments)).isFalse();
  }

  @Test
  void theArgumentSpeaksBeforeTheSystemProperty() {
    System.setProperty("costspan.enabled", "false");
    assertThat(StandDown.wished(null)).isTrue();

    assertThat(StandDown.wished("enabled=true")).isFalse();
  }
}
