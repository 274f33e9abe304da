// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price.upkeep;

import io.costspan.engine.config.ModelName;
import io.costspan.engine.config.Settings;
import io.costspan.engine.config.SettingsCatalogue;
import io.costspan.engine.price.Discounts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the settings say of prices. Immutable.
 *
 * @param files the user's price files, the later one before the earlier
 * @param aliases other names of models, to {@code provider/model}
 * @param discounts off list prices
 * @param feed where newer prices come from; {@code null} for nowhere
 * @param oldAfter the age from which a catalogue is called old; zero for never
 */
public record PriceOptions(
    List<Path> files,
    Map<String, String> aliases,
    Discounts discounts,
    @Nullable FeedOptions feed,
    Duration oldAfter) {

  public PriceOptions {
    files = List.copyOf(files);
    aliases = Map.copyOf(aliases);
  }

  /** The same with other price files. */
  public PriceOptions withFiles(List<Path> others) {
    return new PriceOptions(others, aliases, discounts, feed, oldAfter);
  }

  /** What the settings of this JVM say. */
  public static PriceOptions of(Settings settings) {
    String from = settings.get(SettingsCatalogue.PRICE_REFRESH_FROM);
    Map<String, String> aliases = new HashMap<>();
    for (Map.Entry<String, ModelName> alias :
        settings.get(SettingsCatalogue.PRICE_ALIASES).entrySet()) {
      aliases.put(alias.getKey().toLowerCase(Locale.ROOT), alias.getValue().toString());
    }
    return new PriceOptions(
        settings.get(SettingsCatalogue.PRICE_FILE),
        aliases,
        new Discounts(settings.get(SettingsCatalogue.PRICE_DISCOUNTS)),
        from.isEmpty()
            ? null
            : new FeedOptions(
                settings.get(SettingsCatalogue.HOME),
                from,
                settings.get(SettingsCatalogue.PRICE_REFRESH_EVERY)),
        settings.get(SettingsCatalogue.PRICE_WARN_AGE));
  }
}
