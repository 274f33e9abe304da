// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Keeps the documentation's tables equal to the code. {@code mvn -pl engine -am test
 * -Dcostspan.docs.write=true} writes them instead.
 */
class SettingsDocumentationTest {
  private static final String BEGIN = "<!-- settings:begin -->\n";
  private static final String END = "<!-- settings:end -->";

  @Test
  void settingsPageHoldsTheWholeTable() throws IOException {
    keep(root().resolve("docs/settings.md"), SettingsTable.full());
  }

  @Test
  void readmeHoldsTheShortTableBetweenItsMarkers() throws IOException {
    Path readme = root().resolve("README.md");
    if (Files.exists(readme)) {
      keep(readme, SettingsTable.brief());
    }
  }

  private static void keep(Path page, String table) throws IOException {
    String text = Files.readString(page);
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END, Math.max(begin, 0));
    assertThat(begin).as("marker %sin %s", BEGIN, page).isNotNegative();
    assertThat(end).as("marker %s in %s", END, page).isGreaterThan(begin);
    String before = text.substring(0, begin + BEGIN.length());
    String after = text.substring(end);
    if (Boolean.getBoolean("costspan.docs.write")) {
      Files.writeString(page, before + "\n" + table + "\n" + after);
      return;
    }
    assertThat(text.substring(begin + BEGIN.length(), end))
        .as("table in %s; -Dcostspan.docs.write=true writes it anew", page)
        .isEqualTo("\n" + table + "\n");
  }

  private static Path root() {
    Path directory = Path.of("").toAbsolutePath();
    while (!Files.exists(directory.resolve("mvnw"))) {
      directory = directory.getParent();
    }
    return directory;
  }
}
