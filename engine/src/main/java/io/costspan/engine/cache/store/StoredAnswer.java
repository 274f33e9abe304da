// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache.store;

import io.costspan.engine.usage.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer as it is kept. Immutable; holds text of the answer, but nothing of the request.
 *
 * @param rule the cache rule it was kept by
 * @param provider provider id
 * @param model the model asked for; {@code null} when it is not known
 * @param operation the GenAI conventions' operation name
 * @param tags of the caller whose call it answered
 * @param status HTTP status, a 2xx
 * @param headers those that matter to a reader, names in lower case
 * @param stream whether it came as a stream
 * @param pieces the body, byte for byte as the application got it
 * @param usage what the provider said was used, also where the application's bytes do not say
 * @param stored when it had come, on the wall clock
 * @param ttl how long it is fresh
 * @param grace how long after that it may still stand in for a provider that fails
 */
public record StoredAnswer(
    String rule,
    String provider,
    @Nullable String model,
    String operation,
    Map<String, String> tags,
    int status,
    List<Map.Entry<String, String>> headers,
    boolean stream,
    Pieces pieces,
    Usage usage,
    Instant stored,
    Duration ttl,
    Duration grace) {

  private static final int OVERHEAD = 600;
  private static final int A_PIECE = 8;

  /** What it takes in memory, in bytes, roughly and not too little. */
  public int weight() {
    long bytes = OVERHEAD + pieces.length() + (long) A_PIECE * pieces.count();
    for (Map.Entry<String, String> header : headers) {
      bytes += 100L + header.getKey().length() + header.getValue().length();
    }
    for (Map.Entry<String, String> tag : tags.entrySet()) {
      bytes += 100L + tag.getKey().length() + tag.getValue().length();
    }
    return (int) Math.min(Integer.MAX_VALUE, bytes);
  }
}
