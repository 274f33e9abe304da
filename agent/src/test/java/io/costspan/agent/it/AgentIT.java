// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The packaged agent in real JVMs: what is seen of calls, and what is seen of us. */
class AgentIT {
  @TempDir private Path home;

  @ParameterizedTest
  @EnumSource
  void aProgramWithoutCallsRunsAsBefore(Jdk jdk) throws Exception {
    Forked.Result hello = new Rig(jdk, home).run("Hello", List.of());

    assertThat(hello).isEqualTo(new Forked.Result(0, "hello\n", ""));
    assertThat(home).isEmptyDirectory();
  }

  @ParameterizedTest
  @EnumSource
  void callsOfTheJdkClientAreMetered(Jdk jdk) throws Exception {
    Rig rig = new Rig(jdk, home);

    Forked.Result calls = rig.run("HttpClientCalls", Rig.VERIFY);

    assertThat(calls.out()).matches("sync 200 \\d+\nasync 200 \\d+\n");
    assertThat(calls.err()).isEmpty();
    assertThat(calls.exit()).isZero();
    assertThat(rig.callsInLedger()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource
  void callsOfOkHttpAreMetered(Jdk jdk) throws Exception {
    Rig rig = new Rig(jdk, home);

    Forked.Result calls = rig.run("OkHttpCalls", Rig.VERIFY);

    assertThat(calls.out()).matches("first 200 \\d+\ncopy 200 \\d+\n");
    assertThat(calls.err()).isEmpty();
    assertThat(calls.exit()).isZero();
    assertThat(rig.callsInLedger()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource
  void aClientCanBeLeftOut(Jdk jdk) throws Exception {
    Rig rig = new Rig(jdk, home);

    rig.run("HttpClientCalls", List.of("-Dcostspan.clients.httpclient.enabled=false"));
    rig.run("OkHttpCalls", List.of("-Dcostspan.clients.okhttp.enabled=false"));

    assertThat(rig.callsInLedger()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void attachingReachesClientsThatAreAtWork(Jdk jdk) throws Exception {
    Rig rig = new Rig(jdk, home);
    List<String> options = new ArrayList<>(rig.settings());
    options.addAll(Rig.VERIFY);
    // without it newer JVMs warn of any attached agent, ours included
    options.add("-XX:+EnableDynamicAgentLoading");
    try (Forked running = rig.start(options, "LongRunning")) {
      running.awaitLine("ready");
      Forked.Result attach =
          rig.java(
              List.of("--add-modules", "jdk.attach"),
              "Attach",
              String.valueOf(running.pid()),
              Rig.AGENT.toString());
      assertThat(attach.err()).isEmpty();
      running.type("go");

      Forked.Result result = running.await();

      assertThat(result.err()).isEmpty();
      assertThat(result.exit()).isZero();
      assertThat(result.out()).contains("new okhttp 200");
      // two before, three after
      assertThat(rig.callsInLedger()).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anUndeployedApplicationIsLetGo(Jdk jdk) throws Exception {
    Rig rig = new Rig(jdk, home);

    Forked.Result redeploy = rig.run("Redeploy", List.of(), Rig.classPath());

    assertThat(redeploy.out()).isEqualTo("UnknownHostException\ncollected\n");
    assertThat(redeploy.err()).isEmpty();
    assertThat(rig.callsInLedger()).isEqualTo(1);
  }
}
