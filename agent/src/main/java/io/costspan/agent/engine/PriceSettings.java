// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.agent.engine;

import io.costspan.engine.config.ModelName;
import io.costspan.engine.config.Settings;
import io.costspan.engine.config.SettingsCatalogue;
import io.costspan.engine.price.Overrides;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** What the settings say of prices, in the pricer's terms. */
final class PriceSettings {
  private PriceSettings() {}

  static Overrides of(Settings settings) {
    Map<String, String> aliases = new HashMap<>();
    Map<String, ModelName> said = settings.get(SettingsCatalogue.PRICE_ALIASES);
    said.forEach((name, model) -> aliases.put(name.toLowerCase(Locale.ROOT), model.toString()));
    return new Overrides(aliases, Map.of());
  }
}
