// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.dialect;

import io.costspan.engine.usage.Usage;
import io.costspan.engine.wire.BodyReader;
import io.costspan.engine.wire.Endpoint;
import io.costspan.engine.wire.RequestFacts;
import io.costspan.engine.wire.ResponseFacts;
import io.costspan.engine.wire.ResponseFacts.ModelUsage;
import io.costspan.engine.wire.ResponseFacts.Served;
import io.costspan.engine.wire.ResponseHead;
import io.costspan.engine.wire.frame.BodyStream;
import io.costspan.engine.wire.json.JsonHandler;
import io.costspan.engine.wire.json.JsonKey;
import io.costspan.engine.wire.json.JsonKeys;
import io.costspan.engine.wire.json.JsonWalker;
import io.costspan.engine.wire.json.Prose;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the readers of all dialects share: decoding, framing, and the facts that every API has. A
 * dialect's own reader is told the values of its keys and says what they mean. Not thread-safe.
 *
 * @param <K> the dialect's keys
 */
abstract class ResponseReader<K extends Enum<K> & JsonKey>
    implements BodyReader<ResponseFacts>, JsonHandler<K> {
  final Endpoint endpoint;
  final RequestFacts request;

  @Nullable String id;
  @Nullable String model;
  @Nullable String serviceTier;
  @Nullable String region;
  @Nullable String systemFingerprint;
  @Nullable String servedBy;
  @Nullable String searchContext;
  @Nullable BigDecimal providerUsd;

  private final ProviderError error = new ProviderError();
  private final JsonKeys<K> keys;
  private final JsonWalker<K> walker;
  private final BodyStream stream;
  private final int status;
  private final boolean lineJson;
  private final @Nullable String litellmCost;

  private boolean content;
  private boolean contentEnded;
  private boolean broken;

  ResponseReader(JsonKeys<K> keys, Endpoint endpoint, RequestFacts request, ResponseHead head) {
    this.endpoint = endpoint;
    this.request = request;
    this.keys = keys;
    this.walker = new JsonWalker<>(keys, this);
    this.stream = new BodyStream(walker, head.header("content-encoding"));
    this.status = head.status();
    String type = head.header("content-type");
    this.lineJson = type != null && (type.contains("ndjson") || type.contains("stream+json"));
    this.litellmCost = head.header("x-litellm-response-cost");
  }

  /** What was used, from everything told. */
  abstract Usage usage();

  /** Why the answer ended. */
  abstract List<String> finishReasons();

  /** Usage that another model's price applies to. */
  List<ModelUsage> extraUsage() {
    return List.of();
  }

  /** What else was odd, by short names. */
  List<String> oddities() {
    return List.of();
  }

  /** How the usage is divided among the models that served; empty when one did it all. */
  List<ModelUsage> shares() {
    return List.of();
  }

  /** Puts a fact of an error; see {@link ProviderError}. */
  final ProviderError error() {
    return error;
  }

  /** Whether the status is that of an error. */
  final boolean failed() {
    return status >= 400;
  }

  /** The current document carries a part of the answer. */
  final void content() {
    content = true;
  }

  @Override
  public final boolean tellText(Prose to) {
    walker.tell(to);
    return keys.prose();
  }

  @Override
  public void document() {
    contentEnded |= content;
    content = false;
  }

  @Override
  public final boolean data(ByteBuffer bytes) {
    contentEnded = false;
    if (!broken) {
      try {
        stream.data(bytes);
      } catch (RuntimeException fault) {
        // a fault of ours must cost the application nothing; it shows as an anomaly
        broken = true;
      }
    }
    return contentEnded && streamed();
  }

  @Override
  public final ResponseFacts finish(boolean complete) {
    end();
    Usage usage = usage();
    List<String> anomalies = anomalies(complete, usage);
    ResponseFacts facts =
        new ResponseFacts(
            id,
            model,
            finishReasons(),
            usage,
            extraUsage(),
            serviceTier,
            region,
            systemFingerprint,
            cost(),
            error.code(),
            streamed(),
            anomalies,
            served());
    stream.close();
    return facts;
  }

  private @Nullable Served served() {
    List<ModelUsage> shares = shares();
    return servedBy == null && shares.isEmpty() && searchContext == null
        ? null
        : new Served(servedBy, shares, searchContext);
  }

  /** Reads what decoding kept back. */
  private void end() {
    try {
      stream.end();
    } catch (RuntimeException fault) {
      broken = true;
    }
    String exception = stream.exception();
    if (exception != null) {
      error.code(exception);
    }
  }

  private boolean streamed() {
    return stream.events()
        || (walker.documents() > 0 && lineJson)
        || walker.documents() > 1
        || (stream.array() && Boolean.TRUE.equals(endpoint.pathStream()) && error.code() == null);
  }

  private @Nullable BigDecimal cost() {
    if (providerUsd != null || litellmCost == null) {
      return providerUsd;
    }
    try {
      BigDecimal stated = new BigDecimal(litellmCost.trim());
      return stated.signum() < 0 ? null : stated;
    } catch (NumberFormatException notOne) {
      return null;
    }
  }

  /**
   * Whether the answer was said to its end. Many SDKs stop at the last brace of a document, or at
   * the last event of a stream, and close without reading on to the end of the body.
   */
  private boolean whole(boolean complete) {
    if (stream.within()) {
      return false;
    }
    if (complete || stream.done()) {
      return true;
    }
    if (walker.documents() == 0 || error.code() != null) {
      return walker.documents() > 0;
    }
    // of a stream asked for, one document is only the beginning
    boolean pieces = streamed() || Boolean.TRUE.equals(request.stream());
    return !pieces || (!finishReasons().isEmpty() && !usage().isEmpty());
  }

  private List<String> anomalies(boolean complete, Usage usage) {
    List<String> anomalies = new ArrayList<>(0);
    if (!stream.readable()) {
      anomalies.add("unreadable-encoding");
    } else if (stream.empty()) {
      anomalies.add("empty");
    } else if (stream.malformed()) {
      anomalies.add("not-json");
    }
    if (stream.damaged()) {
      anomalies.add("damaged");
    }
    if (!whole(complete)) {
      anomalies.add(ResponseFacts.TRUNCATED);
    }
    if (broken) {
      anomalies.add("reader-fault");
    }
    if (usage.isEmpty() && error.code() == null) {
      anomalies.add("no-usage");
    }
    anomalies.addAll(oddities());
    return List.copyOf(anomalies);
  }
}
