// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control;

import io.costspan.engine.config.Problem;
import io.costspan.engine.config.RuleDoubts;
import io.costspan.engine.config.RuleNames;
import io.costspan.engine.config.Setting;
import io.costspan.engine.config.Settings;
import io.costspan.engine.config.SettingsCatalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Reads the settings again while the JVM runs, and says in one line what came of it. Settings that
 * are not wholly understood change nothing. Thread-safe.
 */
public final class Reload {
  /** Beside rules, what counts at once when it is said anew. */
  private static final List<Setting<?>> TAKEN =
      List.of(
          SettingsCatalogue.TAGS,
          SettingsCatalogue.REFUSAL_STATUS,
          SettingsCatalogue.REFUSAL_LIMIT_STATUS,
          SettingsCatalogue.REFUSAL_AS);

  private final Supplier<Settings> load;
  private final Consumer<Settings> take;
  private final Settings started;
  private Settings inForce;

  /**
   * @param started the settings the JVM began with
   * @param load reads them again
   * @param take puts their rules in force
   */
  public Reload(Settings started, Supplier<Settings> load, Consumer<Settings> take) {
    this.started = started;
    this.inForce = started;
    this.load = load;
    this.take = take;
  }

  /** Reads, and puts in force what is wholly understood. */
  public synchronized String now() {
    Settings fresh = load.get();
    return fresh.observeOnly() ? refused(fresh) : taken(fresh);
  }

  /**
   * The same, for somebody who asks for it.
   *
   * @throws IllegalArgumentException when they are not taken, with why
   */
  public synchronized String ordered() {
    Settings fresh = load.get();
    if (fresh.observeOnly()) {
      throw new IllegalArgumentException(refused(fresh));
    }
    return taken(fresh);
  }

  private String refused(Settings fresh) {
    return "settings not taken: " + problems(fresh) + "; " + staying();
  }

  private String taken(Settings fresh) {
    take.accept(fresh);
    inForce = fresh;
    return "settings read again; "
        + (fresh.rules().isEmpty() ? "no rule is set" : "in force: " + RuleNames.of(fresh.rules()))
        + restart(fresh)
        + doubts(fresh);
  }

  /** What is told at a start, too. */
  private static String doubts(Settings settings) {
    List<String> doubts = RuleDoubts.of(settings);
    return doubts.isEmpty() ? "" : "; doubtful: " + String.join("; ", doubts);
  }

  private String staying() {
    if (inForce.observeOnly()) {
      return "still no rule is in force, and costspan only observes";
    }
    return inForce.rules().isEmpty()
        ? "there was no rule in force, and is none"
        : "in force stay: " + RuleNames.of(inForce.rules());
  }

  /** What a running JVM cannot take, whenever it was changed. */
  private String restart(Settings fresh) {
    List<String> changed = new ArrayList<>();
    for (Setting<?> setting : SettingsCatalogue.ALL) {
      boolean taken = TAKEN.contains(setting) || setting.holdsRules();
      if (!taken && !fresh.explain(setting).text().equals(started.explain(setting).text())) {
        changed.add(setting.property());
      }
    }
    String change =
        changed.isEmpty() ? "" : "; takes a restart to change: " + String.join(", ", changed);
    return started.observeOnly()
        ? change + "; what changes requests by itself stays off until a restart"
        : change;
  }

  private static String problems(Settings settings) {
    List<String> lines = new ArrayList<>();
    for (Problem problem : settings.problems()) {
      lines.add(problem.message());
    }
    return String.join("; ", lines);
  }
}
