// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

import java.time.Duration;
import java.util.Locale;

/** {@code refuse}, or {@code wait 5s}: how long a call may wait, 0 for not at all. */
final class WaitOrRefuseType extends ValueType<Duration> {
  private static final DurationType LENGTH = new DurationType(Duration.ofHours(1));
  private static final String REFUSE = "refuse";
  private static final String WAIT = "wait ";

  @Override
  String name() {
    return "choice";
  }

  @Override
  String accepted() {
    return "refuse, or wait and a duration such as wait 5s, at most 1h";
  }

  @Override
  String[] choices() {
    return new String[] {REFUSE, "wait 5s"};
  }

  @Override
  Duration parse(String text) throws BadValueException {
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.equals(REFUSE)) {
      return Duration.ZERO;
    }
    if (!lower.startsWith(WAIT)) {
      throw new BadValueException("");
    }
    return LENGTH.parse(text.substring(WAIT.length()).strip());
  }

  @Override
  String show(Duration wait) {
    return wait.isZero() ? REFUSE : WAIT + LENGTH.show(wait);
  }
}
