// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The ways one model's name may be written in the catalogue, likeliest first. */
final class ModelNames {

  private static final Pattern GEOGRAPHY =
      Pattern.compile("^(?:us-gov|us|eu|apac|au|jp|in|ca|sa|me|af)\\.(?=[a-z0-9-]+\\.)");
  private static final Pattern COMPACT_DATE = Pattern.compile("-(\\d{4})(\\d{2})(\\d{2})$");
  private static final Pattern FINE_TUNE = Pattern.compile("^(ft:[^:]+):.*$");

  private ModelNames() {}

  static List<String> candidates(NamingStyle style, String written) {
    String name = written.trim().toLowerCase(Locale.ROOT);
    List<String> names = new ArrayList<>(3);
    switch (style) {
      case GOOGLE -> names.add(lastSegment(name));
      case BEDROCK -> {
        String id = name.startsWith("arn:") ? lastSegment(name) : name;
        names.add(id);
        Matcher geography = GEOGRAPHY.matcher(id);
        if (geography.find()) {
          // the catalogue lists some geographies only; the bare id has the regional price
          names.add(id.substring(geography.end()));
        }
      }
      default -> names.add(name);
    }
    Matcher date = COMPACT_DATE.matcher(names.get(0));
    if (date.find()) {
      names.add(
          names.get(0).substring(0, date.start())
              + "-"
              + date.group(1)
              + "-"
              + date.group(2)
              + "-"
              + date.group(3));
    }
    return names;
  }

  /** {@code ft:base} of {@code ft:base:org:name:id}, any part of which may be empty. */
  static String fineTuneBase(String name) {
    Matcher fineTune = FINE_TUNE.matcher(name);
    return fineTune.matches() ? fineTune.group(1) : name;
  }

  private static String lastSegment(String name) {
    return name.substring(name.lastIndexOf('/') + 1);
  }
}
