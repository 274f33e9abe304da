// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.conformance;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Objects;

/** Where exchanges lie. */
final class Fixtures {
  private static final String PROPERTY = "test.corpus";

  private Fixtures() {}

  /** The directory named by {@code -Dtest.corpus}, or else the project's own. */
  static Path chosen() throws URISyntaxException {
    return given() ? Path.of(System.getProperty(PROPERTY)) : own();
  }

  /** Whether a directory is named. */
  static boolean given() {
    return !System.getProperty(PROPERTY, "").isEmpty();
  }

  /** The project's own, written by hand. */
  static Path own() throws URISyntaxException {
    URL url = Objects.requireNonNull(Fixtures.class.getResource("/conformance"));
    return Path.of(url.toURI());
  }
}
