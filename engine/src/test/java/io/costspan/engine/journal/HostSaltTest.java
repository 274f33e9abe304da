// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostSaltTest {
  @TempDir Path temp;

  @Test
  void isMadeOnceAndKeptPrivate() throws IOException {
    Path home = temp.resolve("home");
    byte[] salt = HostSalt.of(home);

    assertThat(salt).hasSize(32).isNotEqualTo(new byte[32]).isEqualTo(HostSalt.of(home));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("salt"))))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home)))
        .isEqualTo("rwx------");
    try (Stream<Path> files = Files.list(home)) {
      assertThat(files).containsExactly(home.resolve("salt"));
    }
  }

  @Test
  void theFirstOfManyCounts() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      Callable<String> salt = () -> HexFormat.of().formatHex(HostSalt.of(temp.resolve("home")));
      List<Future<String>> salts = threads.invokeAll(Collections.nCopies(8, salt));
      for (Future<String> one : salts) {
        assertThat(one.get()).isEqualTo(salts.get(0).get());
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void whereNoneCanBeKeptOneIsMadeForThisJvm() throws IOException {
    Path file = Files.writeString(temp.resolve("file"), "in the way");

    assertThat(HostSalt.of(file)).hasSize(32).isNotEqualTo(HostSalt.of(file));
  }

  @Test
  void whatIsNoSaltIsNotUsed() throws IOException {
    Files.writeString(temp.resolve("salt"), "short");

    assertThat(HostSalt.of(temp)).hasSize(32);
    assertThat(temp.resolve("salt")).hasContent("short");
  }
}
