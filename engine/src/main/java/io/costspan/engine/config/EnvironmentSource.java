// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the environment variables that begin with {@code COSTSPAN_}. */
final class EnvironmentSource {
  private static final String PREFIX = "COSTSPAN_";

  private EnvironmentSource() {}

  static List<Said> read(Map<String, String> environment, List<Problem> problems) {
    List<Said> said = new ArrayList<>();
    Map<String, Setting<?>> known = null;
    for (Map.Entry<String, String> entry : environment.entrySet()) {
      String variable = entry.getKey();
      // by convention an empty variable is one that is not set
      if (!variable.startsWith(PREFIX) || entry.getValue().isBlank() || isServiceLink(variable)) {
        continue;
      }
      known = known == null ? byName() : known;
      String name = variable.substring(PREFIX.length());
      Setting<?> setting = known.get(name);
      Origin origin = new Origin(Origin.Kind.ENVIRONMENT, "environment variable " + variable);
      String rule = setting == null ? RuleVariables.key(name) : null;
      if (rule != null) {
        said.add(new Said(rule, entry.getValue().strip(), origin));
      } else if (setting == null) {
        problems.add(ProblemText.unknown(PREFIX, name, origin, known.keySet()));
      } else {
        said.add(new Said(setting.key(), entry.getValue().strip(), origin));
      }
    }
    return said;
  }

  private static Map<String, Setting<?>> byName() {
    Map<String, Setting<?>> settings = new HashMap<>();
    for (Setting<?> setting : SettingsCatalogue.ALL) {
      settings.put(setting.variable().substring(PREFIX.length()), setting);
    }
    return settings;
  }

  /**
   * Kubernetes gives every pod {@code <SERVICE>_SERVICE_HOST}, {@code <SERVICE>_PORT} and the like
   * for each service of the namespace, so also for one named costspan or costspan-collector.
   */
  private static boolean isServiceLink(String variable) {
    return variable.contains("_SERVICE_HOST")
        || variable.contains("_SERVICE_PORT")
        || variable.endsWith("_PORT")
        || variable.contains("_TCP")
        || variable.contains("_UDP");
  }
}
