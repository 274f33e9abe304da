// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.dialect;

import io.costspan.engine.usage.Unit;
import io.costspan.engine.usage.Usage;
import io.costspan.engine.wire.ResponseFacts.ModelUsage;
import io.costspan.engine.wire.ResponseHead;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a Bedrock answer says was used. The body's own counts come first: they may be higher than
 * what the headers, or the metrics of a stream's last chunk, say of the same call. Input leaves
 * cached tokens out everywhere but in OpenAI's shape. Counts without any of input are no usage: a
 * price made of them would be too low. Not thread-safe.
 */
final class BedrockUsage {
  private static final String HEADER = "x-amzn-bedrock-";

  private final Map<BedrockKey, Long> counts = new EnumMap<>(BedrockKey.class);
  private final AnthropicUsage anthropic = new AnthropicUsage();
  private final Usage headers;
  private long written5m = -1;
  private long written1h = -1;
  private @Nullable String ttl;
  private long ttlTokens;

  BedrockUsage(ResponseHead head) {
    this.headers =
        usage(
            count(head, "input-token-count"),
            count(head, "cache-read-input-token-count"),
            count(head, "cache-write-input-token-count"),
            count(head, "output-token-count"));
  }

  void start(BedrockKey key) {
    switch (key) {
      case CACHE_DETAILS -> {
        written5m = 0;
        written1h = 0;
      }
      case CACHE_DETAIL -> {
        ttl = null;
        ttlTokens = 0;
      }
      case CHOICES -> counts.remove(BedrockKey.RESULT_OUTPUT);
      default -> {
        if (key.anthropic != null) {
          anthropic.start(key.anthropic);
        }
      }
    }
  }

  void end(BedrockKey key) {
    if (key == BedrockKey.CACHE_DETAIL) {
      written5m += "5m".equals(ttl) ? ttlTokens : 0;
      written1h += "1h".equals(ttl) ? ttlTokens : 0;
    } else if (key.anthropic != null) {
      anthropic.end(key.anthropic);
    }
  }

  void text(BedrockKey key, String value) {
    if (key == BedrockKey.CACHE_TTL) {
      ttl = value;
    } else if (key.anthropic != null) {
      anthropic.text(key.anthropic, value);
    }
  }

  void count(BedrockKey key, long value) {
    if (key.anthropic != null) {
      anthropic.count(key.anthropic, value);
    } else if (key == BedrockKey.CACHE_TTL_TOKENS) {
      ttlTokens = Math.max(0, value);
    } else if (key == BedrockKey.RESULT_OUTPUT) {
      counts.merge(key, Math.max(0, value), Long::sum);
    } else if (value >= 0) {
      counts.put(key, value);
    }
  }

  /** What the answering model used. */
  Usage own() {
    Usage own = Usage.NONE;
    for (Usage said : List.of(anthropic.own(), converse(), openAi(), plain(), headers, metrics())) {
      if (own.isEmpty() && said.get(Unit.INPUT).isPresent()) {
        own = said;
      }
      if (!own.isEmpty() && said.get(Unit.OUTPUT).isPresent()) {
        // a guardrail takes the output out of the body's usage, and not out of the headers
        return with(own, said.get(Unit.OUTPUT).getAsLong());
      }
    }
    return own;
  }

  private static Usage with(Usage input, long output) {
    Usage.Builder both = Usage.builder();
    input.counts().forEach(both::set);
    return both.set(Unit.OUTPUT, output).build();
  }

  /** What Anthropic's advisors used. */
  List<ModelUsage> others() {
    return anthropic.others();
  }

  private Usage converse() {
    Usage usage =
        usage(
            get(BedrockKey.INPUT),
            first(BedrockKey.CACHE_READ, BedrockKey.CACHE_READ_COUNT),
            first(BedrockKey.CACHE_WRITE, BedrockKey.CACHE_WRITE_COUNT),
            get(BedrockKey.OUTPUT));
    if (written5m <= 0 && written1h <= 0) {
      return usage;
    }
    Usage.Builder split = Usage.builder();
    usage.counts().forEach(split::set);
    return split
        .set(Unit.CACHE_WRITE_5M, written5m > 0 ? written5m : -1)
        .set(Unit.CACHE_WRITE_1H, written1h > 0 ? written1h : -1)
        .build();
  }

  private Usage openAi() {
    long input = get(BedrockKey.PROMPT);
    long cached = get(BedrockKey.PROMPT_CACHED);
    return Usage.builder()
        .set(Unit.INPUT, input)
        .set(Unit.CACHE_READ, input >= 0 ? Math.min(cached, input) : cached)
        .set(Unit.OUTPUT, get(BedrockKey.COMPLETION))
        .set(Unit.REASONING, get(BedrockKey.REASONING))
        .build();
  }

  private Usage plain() {
    long output = first(BedrockKey.PLAIN_OUTPUT, BedrockKey.RESULT_OUTPUT);
    return usage(get(BedrockKey.PLAIN_INPUT), -1, -1, output);
  }

  private Usage metrics() {
    return usage(
        get(BedrockKey.METRICS_INPUT),
        get(BedrockKey.METRICS_CACHE_READ),
        get(BedrockKey.METRICS_CACHE_WRITE),
        get(BedrockKey.METRICS_OUTPUT));
  }

  /** A usage of counts of which each is -1 where it was not said. */
  private static Usage usage(long fresh, long read, long written, long output) {
    Usage.Builder usage =
        Usage.builder()
            .set(Unit.CACHE_READ, read)
            .set(Unit.CACHE_WRITE, written)
            .set(Unit.OUTPUT, output);
    if (fresh >= 0) {
      usage.add(Unit.INPUT, fresh).add(Unit.INPUT, read).add(Unit.INPUT, written);
    }
    return usage.build();
  }

  private long get(BedrockKey key) {
    return counts.getOrDefault(key, -1L);
  }

  private long first(BedrockKey key, BedrockKey otherwise) {
    long count = get(key);
    return count >= 0 ? count : get(otherwise);
  }

  private static long count(ResponseHead head, String name) {
    String said = head.header(HEADER + name);
    try {
      return said == null ? -1 : Long.parseLong(said.trim());
    } catch (NumberFormatException notOne) {
      return -1;
    }
  }
}
