// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every target for {@code -Dtest.fuzz-seconds} (default 60), two at a time. What is found lies in
 * {@code target/findings}.
 */
class FuzzIT {
  private static final int AT_A_TIME = 2;

  private static ExecutorService threads;

  @BeforeAll
  static void start() {
    threads = Executors.newFixedThreadPool(AT_A_TIME);
  }

  @AfterAll
  static void stop() {
    threads.shutdownNow();
  }

  @TestFactory
  Stream<DynamicTest> findsNothing() throws IOException {
    Path fixtures = Path.of(System.getProperty("costspan.fixtures"));
    Path findings = Path.of(System.getProperty("costspan.findings"));
    long seconds = Long.getLong("test.fuzz-seconds", 60);
    List<DynamicTest> tests = new ArrayList<>();
    for (Hunt hunt : Hunt.all(fixtures)) {
      Path directory = findings.resolve(hunt.name().replace(' ', '-'));
      Future<String> found = threads.submit(() -> hunt.run(seconds, directory));
      tests.add(DynamicTest.dynamicTest(hunt.name(), () -> assertThat(found.get()).isEmpty()));
    }
    assertThat(tests).hasSizeGreaterThan(1);
    return tests.stream();
  }
}
