// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** Reads the system properties that begin with {@code costspan.}. */
final class PropertySource {
  /** How the agent marks a JVM as taken, for a second copy of itself; no setting. */
  private static final String MARK = "costspan.attached";

  private PropertySource() {}

  static List<Said> read(Properties properties) {
    List<Said> said = new ArrayList<>();
    // a copy: the application may change its properties meanwhile
    for (String name : properties.stringPropertyNames()) {
      String value =
          name.startsWith(Setting.PREFIX) && !name.equals(MARK)
              ? properties.getProperty(name)
              : null;
      if (value != null) {
        said.add(
            new Said(
                name,
                value.strip(),
                new Origin(Origin.Kind.SYSTEM_PROPERTY, "system property " + name)));
      }
    }
    return said;
  }
}
