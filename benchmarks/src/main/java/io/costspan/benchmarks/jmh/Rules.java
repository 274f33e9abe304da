// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.benchmarks.jmh;

import io.costspan.engine.config.Settings;
import io.costspan.engine.control.ControlRoom;
import io.costspan.engine.control.host.SharedLedger;
import io.costspan.engine.price.CataloguePricer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/** Rules as a user writes them, with room for all calls. */
final class Rules {
  /** One of every kind. */
  static final List<String> ALL =
      List.of(
          "tags=team=header:x-team",
          "budgets.total.limit=900000000 USD",
          "budgets.team.limit=900000000 USD",
          "budgets.team.each=tag.team",
          "limits.a.requests=900000000000/min",
          "limits.a.concurrent=100000",
          "breakers.a.spend=900000000 USD/h",
          "breakers.a.repeats=900000000000/min",
          "root-caps.a.limit=900000000 USD",
          "cache.rules.a.ttl=1h",
          "cache.rules.a.stale-if-error=1h");

  private Rules() {}

  /**
   * Puts rules in force.
   *
   * @param rules a line each, without the prefix
   * @throws IllegalStateException when one is not understood
   */
  static ControlRoom inForce(List<String> rules) {
    Path home = temporaryHome();
    Properties properties = new Properties();
    properties.setProperty("costspan.home", home.toString());
    for (String rule : rules) {
      int equals = rule.indexOf('=');
      properties.setProperty("costspan." + rule.substring(0, equals), rule.substring(equals + 1));
    }
    Settings settings = Settings.load(null, properties, Map.of());
    if (!settings.problems().isEmpty()) {
      throw new IllegalStateException(settings.problems().toString());
    }
    ControlRoom room =
        new ControlRoom("shop", settings, SharedLedger.NONE, CataloguePricer.bundled());
    room.ready();
    delete(home); // no more than a salt, which has been read
    return room;
  }

  private static Path temporaryHome() {
    try {
      return Files.createTempDirectory("benchmark");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path home) {
    try (Stream<Path> all = Files.walk(home)) {
      for (Path path : all.sorted((one, other) -> other.compareTo(one)).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
