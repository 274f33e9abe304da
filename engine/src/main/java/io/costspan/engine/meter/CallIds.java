// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.meter;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** Ids of attempts: 16 hex digits, random. */
final class CallIds {
  private CallIds() {}

  static String next() {
    return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
  }
}
