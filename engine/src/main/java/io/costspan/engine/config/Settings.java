// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The settings in effect, where each comes from, and what could not be understood. Immutable and
 * thread-safe. Precedence: agent argument, system properties, environment, settings file, defaults.
 */
public final class Settings {

  /** The settings file's name where none is named. */
  private static final String DEFAULT_FILE = "costspan.yaml";

  private final Map<Setting<?>, Value<?>> values;
  private final List<Section> rules;
  private final List<Problem> problems;
  private final @Nullable Path file;

  private Settings(
      Map<Setting<?>, Value<?>> values,
      List<Section> rules,
      List<Problem> problems,
      @Nullable Path file) {
    this.values = values;
    this.rules = Collections.unmodifiableList(rules);
    this.problems = Collections.unmodifiableList(problems);
    this.file = file;
  }

  /**
   * Reads the settings of this JVM.
   *
   * @param agentArgument what follows the jar in {@code -javaagent:}, {@code key=value,...}
   */
  public static Settings load(@Nullable String agentArgument) {
    return load(agentArgument, System.getProperties(), System.getenv());
  }

  /** Reads the settings from the sources given. Never throws for what they say. */
  public static Settings load(
      @Nullable String agentArgument, Properties properties, Map<String, String> environment) {
    List<Problem> problems = new ArrayList<>();
    SettingsReader reader = new SettingsReader(problems);
    reader.source(AgentArgument.read(agentArgument, problems));
    reader.source(PropertySource.read(properties));
    reader.source(EnvironmentSource.read(environment, problems));

    Value<Path> config = reader.get(SettingsCatalogue.CONFIG);
    if (config == null || config.origin().kind() == Origin.Kind.DEFAULT) {
      config = defaultFile(valueOf(SettingsCatalogue.HOME, reader).value());
    }
    boolean named = config.origin().kind() != Origin.Kind.DEFAULT;
    boolean read = named || Files.exists(config.value());
    if (read) {
      reader.source(withoutItself(SettingsFile.read(config.value(), problems), problems));
    }

    List<Section> rules = new ArrayList<>();
    reader.finish(rules);
    Map<Setting<?>, Value<?>> values = new HashMap<>();
    for (Setting<?> setting : SettingsCatalogue.ALL) {
      if (setting != SettingsCatalogue.CONFIG) {
        values.put(setting, valueOf(setting, reader));
      }
    }
    values.put(SettingsCatalogue.CONFIG, config);
    return new Settings(values, rules, problems, read ? config.value() : null);
  }

  /** The value in effect. */
  public <T> T get(Setting<T> setting) {
    return explain(setting).value();
  }

  /** The value in effect and where it comes from. */
  @SuppressWarnings("unchecked") // load puts every value under its own setting
  public <T> Value<T> explain(Setting<T> setting) {
    Value<?> value = values.get(setting);
    if (value == null) {
      throw new IllegalArgumentException("not in the catalogue: " + setting);
    }
    return (Value<T>) value;
  }

  /** Every rule that the settings speak of, also those that could not be understood. */
  public List<Section> rules() {
    return rules;
  }

  /** Whether all of a rule could be understood. */
  public boolean understood(Section rule) {
    return explain(rule.kind()).value() instanceof Map<?, ?> sound
        && sound.containsKey(rule.name());
  }

  /** What could not be understood, in the order the sources were read. */
  public List<Problem> problems() {
    return problems;
  }

  /** The settings file that was read or should have been; {@code null} when there is none. */
  public @Nullable Path file() {
    return file;
  }

  /** Whether the agent may do no more than observe, because it was not wholly understood. */
  public boolean observeOnly() {
    return !problems.isEmpty();
  }

  /** Whether the agent has to stay away, because it was not wholly understood. */
  public boolean refused() {
    return observeOnly() && get(SettingsCatalogue.ON_CONFIG_ERROR) == ConfigErrorPolicy.FAIL;
  }

  private static Value<Path> defaultFile(Path home) {
    return new Value<>(SettingsCatalogue.CONFIG, home.resolve(DEFAULT_FILE), Origin.DEFAULTED);
  }

  private static <T> Value<T> valueOf(Setting<T> setting, SettingsReader reader) {
    Value<T> said = reader.get(setting);
    return said == null ? SettingsReader.defaultOf(setting) : said;
  }

  /** A file cannot name the file to read. */
  private static List<Said> withoutItself(List<Said> said, List<Problem> problems) {
    List<Said> others = new ArrayList<>();
    for (Said one : said) {
      if (!one.nothing()
          && (one.key().equals(SettingsCatalogue.CONFIG.key())
              || one.key().equals(SettingsCatalogue.CONFIG.property()))) {
        problems.add(
            new Problem(
                one.key(),
                one.origin(),
                one.key() + " (" + one.origin() + ") cannot be said in the file itself"));
      } else {
        others.add(one);
      }
    }
    return others;
  }
}
