// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.host;

import io.costspan.engine.control.budget.RollingPeriod;
import io.costspan.engine.control.budget.StepReached;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of the file by which a step is claimed: which step it is, as a checksum, because names
 * of values may be private and an address may be a secret; and how long that stands, in seconds.
 *
 * @param rolling whether it stands for a length from when it was made; else until a time
 * @param seconds that length, or since 1970 that time
 */
record ClaimName(boolean rolling, long seconds) {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{32}\\.(for|until)-([0-9]{1,12})");
  private static final int CHECKSUM_BYTES = 16;

  /** Of a step: the same in every process that reaches it in one window, for the same people. */
  static String of(StepReached step) {
    OffsetDateTime resets = step.resetsAt();
    String stands;
    if (step.rule().period() instanceof RollingPeriod rolling) {
      stands = "for-" + rolling.length().toSeconds();
    } else {
      Instant end = resets == null ? step.at() : resets.toInstant();
      stands = "until-" + Math.max(0, end.getEpochSecond());
    }
    return checksum(step) + "." + stands;
  }

  /** {@code null} where it is none. */
  static @Nullable ClaimName read(String file) {
    Matcher form = FORM.matcher(file);
    return form.matches()
        ? new ClaimName(form.group(1).equals("for"), Long.parseLong(form.group(2)))
        : null;
  }

  /** When a claim stands no longer that was made at a time. */
  Instant end(Instant made) {
    return rolling ? made.plus(Duration.ofSeconds(seconds)) : Instant.ofEpochSecond(seconds);
  }

  private static String checksum(StepReached step) {
    List<String> parts = new ArrayList<>();
    parts.add(step.budget());
    parts.add(step.scope());
    parts.add(step.rule().unit().name());
    parts.add(step.rule().counts());
    parts.add(plain(step.percent()));
    parts.add(step.actionWords());
    parts.add(plain(step.limit()));
    parts.add(step.resetAt().toString());
    parts.add(step.extraAt().toString());
    parts.add(String.valueOf(step.rule().webhook()));
    parts.addAll(step.rule().command());
    try {
      byte[] sum =
          MessageDigest.getInstance("SHA-256")
              .digest(String.join("\0", parts).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(sum, 0, CHECKSUM_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JVM has it
    }
  }

  private static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }
}
