// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A time zone of the IANA database, or {@code UTC}. Empty for the JVM's own. */
final class ZoneType extends ValueType<ZoneId> {

  @Override
  String name() {
    return "zone";
  }

  @Override
  String accepted() {
    return "a time zone such as Europe/Berlin or UTC";
  }

  @Override
  ZoneId parse(String text) throws BadValueException {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      String nearest = nearest(text);
      throw new BadValueException(
          "this JVM knows no such zone"
              + (nearest == null ? "" : "; did you mean " + nearest + "?"));
    }
  }

  private static @Nullable String nearest(String text) {
    List<String> zones = new ArrayList<>(ZoneId.getAvailableZoneIds());
    zones.sort(null);
    for (String zone : zones) {
      if (zone.equalsIgnoreCase(text)
          || zone.toLowerCase(Locale.ROOT).endsWith("/" + text.toLowerCase(Locale.ROOT))) {
        return zone;
      }
    }
    return NearestMatch.of(text, zones);
  }
}
