// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.dialect;

import io.costspan.engine.usage.Usage;
import io.costspan.engine.wire.BodyReader;
import io.costspan.engine.wire.ResponseFacts;
import io.costspan.engine.wire.ResponseHead;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks through an answer that says nothing of what it cost: sound, or plain text. Only its length
 * is noticed. Not thread-safe.
 */
final class OpaqueReader implements BodyReader<ResponseFacts> {
  private final Usage usage;
  private final long announced;
  private long length;

  /**
   * @param usage what the request says was used
   */
  OpaqueReader(Usage usage, ResponseHead head) {
    this.usage = usage;
    this.announced = length(head.header("content-length"));
  }

  @Override
  public boolean data(ByteBuffer bytes) {
    length += bytes.remaining();
    return false;
  }

  @Override
  public ResponseFacts finish(boolean complete) {
    List<String> anomalies = new ArrayList<>(0);
    if (length == 0) {
      anomalies.add("empty");
    }
    // clients stop reading at the length announced, and some never ask for the end that follows
    if (!complete && (announced <= 0 || length < announced)) {
      anomalies.add(ResponseFacts.TRUNCATED);
    }
    if (usage.isEmpty()) {
      anomalies.add("no-usage");
    }
    return new ResponseFacts(
        null,
        null,
        List.of(),
        usage,
        List.of(),
        null,
        null,
        null,
        null,
        null,
        false,
        List.copyOf(anomalies));
  }

  private static long length(@Nullable String header) {
    try {
      return header == null ? -1 : Long.parseLong(header.strip());
    } catch (NumberFormatException notOne) {
      return -1;
    }
  }
}
