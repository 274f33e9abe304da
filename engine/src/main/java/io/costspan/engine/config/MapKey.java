// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

/** What stands on the left in a map of settings. */
enum MapKey {
  /** Any name. */
  NAME("name") {
    @Override
    void check(String name) {}
  },

  /** A host, an IPv6 address in brackets, with a port or without. */
  HOST("host[:port]") {
    @Override
    void check(String name) throws BadValueException {
      int colon = name.endsWith("]") ? -1 : name.lastIndexOf(':');
      if (colon >= 0 && !isPort(name.substring(colon + 1))) {
        throw new BadValueException("\"" + name + "\" has no port of 1 to 65535 after its colon");
      }
    }
  };

  private static final int HIGHEST_PORT = 65_535;

  private final String word;

  MapKey(String word) {
    this.word = word;
  }

  /** How the documentation calls it. */
  String word() {
    return word;
  }

  /** Refuses a name that cannot be one. */
  abstract void check(String name) throws BadValueException;

  private static boolean isPort(String text) {
    if (text.isEmpty() || text.length() > 5) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    int port = Integer.parseInt(text);
    return port >= 1 && port <= HIGHEST_PORT;
  }
}
