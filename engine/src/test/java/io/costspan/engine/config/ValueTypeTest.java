// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueTypeTest {

  @ParameterizedTest
  @CsvSource({
    "65536, 65536, 64KB",
    "64KB, 65536, 64KB",
    "64 MiB, 67108864, 64MB",
    "1g, 1073741824, 1GB",
    "70001B, 70001, 70001"
  })
  void sizes(String text, long bytes, String shown) throws BadValueException {
    SizeType type = new SizeType(65536);

    assertThat(type.parse(text)).isEqualTo(bytes);
    assertThat(type.show(bytes)).isEqualTo(shown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "MB",
        "-1MB",
        "1.5GB",
        "64TB",
        "1",
        "9999999999999999999",
        "9223372036854775807KB"
      })
  void noSizes(String text) {
    assertThatThrownBy(() -> new SizeType(65536).parse(text)).isInstanceOf(BadValueException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "500ms, 500, 500ms",
    "0s, 0, 0ms",
    "3 s, 3000, 3s",
    "90s, 90000, 90s",
    "2m, 120000, 2m",
    "24h, 86400000, 1d",
    "36h, 129600000, 36h"
  })
  void durations(String text, long millis, String shown) throws BadValueException {
    DurationType type = new DurationType(Duration.ofDays(9));

    assertThat(type.parse(text)).isEqualTo(Duration.ofMillis(millis));
    assertThat(type.show(Duration.ofMillis(millis))).isEqualTo(shown);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "3", "s", "-3s", "10d", "3 weeks", "99999999999999999d"})
  void noDurations(String text) {
    assertThatThrownBy(() -> new DurationType(Duration.ofDays(9)).parse(text))
        .isInstanceOf(BadValueException.class);
  }

  @Test
  void booleansInAnyCaseAndNothingElse() throws BadValueException {
    assertThat(new BooleanType().parse("True")).isTrue();
    assertThat(new BooleanType().parse("false")).isFalse();
    assertThatThrownBy(() -> new BooleanType().parse("yes")).isInstanceOf(BadValueException.class);
    assertThatThrownBy(() -> new BooleanType().parse("")).isInstanceOf(BadValueException.class);
  }

  @Test
  void countsWithinBounds() throws BadValueException {
    CountType type = new CountType(16, 20);

    assertThat(type.parse("16")).isEqualTo(16);
    assertThatThrownBy(() -> type.parse("15")).isInstanceOf(BadValueException.class);
    assertThatThrownBy(() -> type.parse("21")).isInstanceOf(BadValueException.class);
    assertThatThrownBy(() -> type.parse("1e1")).isInstanceOf(BadValueException.class);
  }

  @Test
  void pathsFromHomeAndFromHere() throws BadValueException {
    PathType type = new PathType();

    assertThat(type.parse("~/x")).isEqualTo(Path.of(System.getProperty("user.home"), "x"));
    assertThat(type.parse("a/../b")).isEqualTo(Path.of("b").toAbsolutePath());
    assertThatThrownBy(() -> type.parse("a\0b")).isInstanceOf(BadValueException.class);
    assertThatThrownBy(() -> type.parse("")).isInstanceOf(BadValueException.class);
  }

  @Test
  void modelsMayHoldSlashes() throws BadValueException {
    ModelNameType type = new ModelNameType();

    assertThat(type.parse("openrouter/a/b")).isEqualTo(new ModelName("openrouter", "a/b"));
    assertThatThrownBy(() -> type.parse("gpt-4o")).isInstanceOf(BadValueException.class);
    assertThatThrownBy(() -> type.parse("/gpt-4o")).isInstanceOf(BadValueException.class);
    assertThatThrownBy(() -> type.parse("openai/")).isInstanceOf(BadValueException.class);
  }
}
