// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.dialect;

import io.costspan.engine.wire.BodyReader;
import io.costspan.engine.wire.Endpoint;
import io.costspan.engine.wire.RequestFacts;
import io.costspan.engine.wire.frame.BodyStream;
import io.costspan.engine.wire.json.JsonHandler;
import io.costspan.engine.wire.json.JsonWalker;
import io.costspan.engine.wire.json.Prose;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a request body of any dialect. The prompt is stepped over, not kept. Not thread-safe. */
final class RequestReader implements BodyReader<RequestFacts>, JsonHandler<RequestKey> {
  private static final int MOST_STOPS = 16;

  private final Endpoint endpoint;
  private final RequestShape shape;
  private final boolean streamsByDefault;
  private final JsonWalker<RequestKey> walker = new JsonWalker<>(RequestKey.KEYS, this);
  private final BodyStream body = new BodyStream(walker, null);

  private final Map<RequestKey, String> texts = new EnumMap<>(RequestKey.class);
  private final Map<RequestKey, BigDecimal> numbers = new EnumMap<>(RequestKey.class);
  private final Map<RequestKey, Boolean> flags = new EnumMap<>(RequestKey.class);
  private final Set<RequestKey> said = EnumSet.noneOf(RequestKey.class);
  private final List<String> stops = new ArrayList<>(0);
  private boolean documentEnded;
  private boolean broken;

  /**
   * A reader at the first byte.
   *
   * @param shape the members that a request of the dialect has
   * @param streamsByDefault whether a request that does not say gets a stream
   */
  RequestReader(Endpoint endpoint, RequestShape shape, boolean streamsByDefault) {
    this.endpoint = endpoint;
    this.shape = shape;
    this.streamsByDefault = streamsByDefault;
  }

  @Override
  public boolean tellText(Prose to) {
    walker.tell(to);
    return true;
  }

  @Override
  public boolean data(ByteBuffer bytes) {
    if (!broken && !documentEnded) {
      try {
        body.data(bytes);
      } catch (RuntimeException fault) {
        // a fault of ours must cost the application nothing
        broken = true;
      }
    }
    return false;
  }

  @Override
  public RequestFacts finish(boolean complete) {
    String model = texts.get(RequestKey.MODEL);
    model = model == null || model.isEmpty() ? endpoint.pathModel() : model;
    return new RequestFacts(
        model,
        stream(),
        flags.get(RequestKey.INCLUDE_USAGE),
        maxTokens(),
        whole(RequestKey.CHOICES),
        texts.get(RequestKey.SERVICE_TIER),
        real(RequestKey.TEMPERATURE),
        real(RequestKey.TOP_P),
        real(RequestKey.TOP_K),
        real(RequestKey.FREQUENCY_PENALTY),
        real(RequestKey.PRESENCE_PENALTY),
        whole(RequestKey.SEED),
        List.copyOf(stops),
        outputType(texts.get(RequestKey.OUTPUT_TYPE)),
        whole(RequestKey.DIMENSIONS),
        flags.get(RequestKey.BACKGROUND),
        shape.fits(model != null, said));
  }

  @Override
  public void text(RequestKey key, String value) {
    if (documentEnded) {
      return; // a request is one document; what follows in the same piece is none of it
    }
    if (key != RequestKey.STOP) {
      texts.put(key, value);
    } else if (stops.size() < MOST_STOPS) {
      stops.add(value);
    }
  }

  @Override
  public void start(RequestKey key) {
    if (key == RequestKey.OUTPUT_TYPE && !documentEnded) {
      // Ollama takes a JSON schema in the place of the word
      texts.put(key, "json");
    }
  }

  @Override
  public void decimal(RequestKey key, BigDecimal value) {
    if (!documentEnded) {
      said.add(key);
      numbers.put(key, value);
    }
  }

  @Override
  public void flag(RequestKey key, boolean value) {
    if (!documentEnded) {
      said.add(key);
      flags.put(key, value);
    }
  }

  @Override
  public void mark(RequestKey key) {
    if (!documentEnded) {
      said.add(key);
    }
  }

  @Override
  public void document() {
    documentEnded = true;
  }

  /** Whether a fault of ours ended the reading. */
  boolean broken() {
    return broken;
  }

  private @Nullable Boolean stream() {
    Boolean said = flags.get(RequestKey.STREAM);
    if (endpoint.pathStream() != null) {
      return endpoint.pathStream();
    }
    boolean byDefault = said == null && streamsByDefault && documentEnded;
    return byDefault ? Boolean.TRUE : said;
  }

  private @Nullable Long maxTokens() {
    Long said = whole(RequestKey.MAX_TOKENS);
    return said == null ? whole(RequestKey.N_PREDICT) : said;
  }

  private @Nullable Long whole(RequestKey key) {
    BigDecimal number = numbers.get(key);
    return number == null ? null : (Long) number.longValue();
  }

  private @Nullable Double real(RequestKey key) {
    BigDecimal number = numbers.get(key);
    return number == null ? null : (Double) number.doubleValue();
  }

  /** The conventions know {@code json}, {@code text} and a few more; formats are longer words. */
  private static @Nullable String outputType(@Nullable String format) {
    if (format == null || format.isEmpty()) {
      return null;
    }
    return switch (format) {
      case "json_object", "json_schema", "application/json", "json" -> "json";
      case "text/plain", "text" -> "text";
      default -> format;
    };
  }
}
