// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.refusal;

import io.costspan.engine.config.Origin;
import io.costspan.engine.config.RefusalForm;
import io.costspan.engine.config.Settings;
import io.costspan.engine.config.SettingsCatalogue;
import io.costspan.engine.config.Value;
import org.jspecify.annotations.Nullable;

/**
 * How the user wants calls to be refused. Immutable.
 *
 * @param status HTTP status of what is over its money, 400 to 499; {@code null} for what serves the
 *     provider's clients best
 * @param limitStatus HTTP status of what comes too fast, 400 to 499
 * @param form an answer or an exception
 */
public record RefusalOptions(@Nullable Integer status, int limitStatus, RefusalForm form) {

  /** As the settings say. */
  public static RefusalOptions of(Settings settings) {
    Value<Integer> status = settings.explain(SettingsCatalogue.REFUSAL_STATUS);
    return new RefusalOptions(
        status.origin().kind() == Origin.Kind.DEFAULT ? null : status.value(),
        settings.get(SettingsCatalogue.REFUSAL_LIMIT_STATUS),
        settings.get(SettingsCatalogue.REFUSAL_AS));
  }
}
