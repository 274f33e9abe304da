// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.console.report;

import io.costspan.engine.journal.JournalEntry;
import java.time.ZoneId;
import java.util.Locale;

/** What spend is broken down by. */
public enum Dimension {
  /** The day the call started, in the report's time zone. */
  DAY,
  /** The model that served; the one asked for where that is not known. */
  MODEL,
  /** The provider. */
  PROVIDER,
  /** The application. */
  SERVICE;

  /** The name in output, and what is typed. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return label();
  }

  String of(JournalEntry entry, ZoneId zone) {
    return switch (this) {
      case DAY -> entry.at().atZone(zone).toLocalDate().toString();
      case MODEL -> model(entry);
      case PROVIDER -> entry.target().provider();
      case SERVICE -> entry.service();
    };
  }

  static String model(JournalEntry entry) {
    String served = entry.responseModel();
    String asked = entry.requestModel();
    return served != null ? served : asked != null ? asked : "(unknown)";
  }
}
