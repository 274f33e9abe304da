// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.console;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Locale;

/** A command line that was run: what it said, and its exit code. */
record Run(int code, String out, String err) {

  static Run of(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Main.run(new PrintWriter(out), new PrintWriter(err), arguments);
    return new Run(code, unix(out), unix(err));
  }

  /** The state directory with the ledger among the tests' resources. */
  static String home() {
    try {
      Path ledger = Path.of(Run.class.getResource("/ledger").toURI());
      return String.valueOf(ledger.getParent());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private static String unix(StringWriter text) {
    return String.format(Locale.ROOT, "%s", text).replace(System.lineSeparator(), "\n");
  }
}
