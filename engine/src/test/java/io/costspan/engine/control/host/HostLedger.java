// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A ledger that processes write to, line by line as they would. */
final class HostLedger implements OwnLedger {
  final Path directory;
  final Set<String> owned = new HashSet<>();
  boolean failing;
  boolean broken;

  HostLedger(Path directory) {
    this.directory = directory;
  }

  /** A whole call of 100 + 20 tokens that took a second. */
  static String call(Instant settled, String usd) {
    return call(settled, "complete", "\"cost\":\"priced\",\"usd\":\"" + usd + "\"");
  }

  static String call(Instant settled, String outcome, String cost) {
    return String.format(
        Locale.ROOT,
        "{\"v\":1,\"type\":\"call\",\"at\":\"%s\",\"service\":\"shop\",\"id\":\"1\",\"group\":\"1\","
            + "\"attempt\":1,\"traceId\":\"t\",\"spanId\":\"s\",\"provider\":\"openai\","
            + "\"dialect\":\"openai.chat\",\"operation\":\"chat\",\"host\":\"api.openai.com\","
            + "\"port\":443,\"requestModel\":\"gpt-4o\",\"stream\":false,\"status\":200,"
            + "\"outcome\":\"%s\",\"durationNanos\":1000000000,"
            + "\"usage\":{\"input\":100,\"output\":20},%s,\"credential\":\"k1\","
            + "\"tags\":{\"team\":\"search\"}}",
        settled.minusSeconds(1),
        outcome,
        cost);
  }

  static String order(Instant at, String what, String more) {
    return String.format(
        Locale.ROOT,
        "{\"v\":1,\"type\":\"control\",\"at\":\"%s\",\"who\":\"ann\",\"what\":\"%s\"%s}",
        at,
        what,
        more);
  }

  void write(String file, String... lines) {
    List<String> text = new ArrayList<>(List.of(lines));
    text.add("");
    writeText(file, String.join("\n", text));
  }

  void writeText(String file, String text) {
    try {
      Files.createDirectories(directory);
      Files.writeString(
          directory.resolve(file), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean owns(Path file) {
    if (broken) {
      throw new NoClassDefFoundError("as on a class path that has gone");
    }
    return owned.contains(String.valueOf(file.getFileName()));
  }

  @Override
  public boolean begun() {
    return !owned.isEmpty();
  }

  @Override
  public boolean failing() {
    return failing;
  }
}
