// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.refusal;

import io.costspan.engine.config.Origin;
import io.costspan.engine.config.RefusalForm;
import io.costspan.engine.config.Setting;
import io.costspan.engine.config.Settings;
import io.costspan.engine.config.SettingsCatalogue;
import io.costspan.engine.config.Value;
import org.jspecify.annotations.Nullable;

/**
 * How the user wants calls to be refused. Immutable.
 *
 * @param status HTTP status of what is over its money, 400 to 499; {@code null} for what serves the
 *     provider's clients best
 * @param limitStatus the same of what comes too fast
 * @param form an answer or an exception
 */
public record RefusalOptions(
    @Nullable Integer status, @Nullable Integer limitStatus, RefusalForm form) {

  /** As the settings say. */
  public static RefusalOptions of(Settings settings) {
    return new RefusalOptions(
        chosen(settings, SettingsCatalogue.REFUSAL_STATUS),
        chosen(settings, SettingsCatalogue.REFUSAL_LIMIT_STATUS),
        settings.get(SettingsCatalogue.REFUSAL_AS));
  }

  private static @Nullable Integer chosen(Settings settings, Setting<Integer> setting) {
    Value<Integer> value = settings.explain(setting);
    return value.origin().kind() == Origin.Kind.DEFAULT ? null : value.value();
  }
}
