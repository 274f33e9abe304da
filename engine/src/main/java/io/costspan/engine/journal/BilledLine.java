// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.journal;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.costspan.engine.price.PriceQuery;
import io.costspan.engine.usage.Usage;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the pricer was asked, in a line's {@code billed}. It is there only where the line's other
 * fields do not say the same: where the seller, the region or the usage that was priced is another
 * than the one that was reported.
 */
final class BilledLine {

  private BilledLine() {}

  static void write(JsonGenerator json, List<PriceQuery> parts) throws IOException {
    json.writeArrayFieldStart("billed");
    for (PriceQuery part : parts) {
      json.writeStartObject();
      LineWriter.text(json, "provider", part.provider());
      LineWriter.text(json, "requestModel", part.requestModel());
      LineWriter.text(json, "responseModel", part.responseModel());
      json.writeFieldName("usage");
      LineWriter.usage(json, part.usage());
      json.writeBooleanField("estimated", part.usageEstimated());
      LineWriter.text(json, "serviceTier", part.serviceTier());
      LineWriter.text(json, "region", part.region());
      LineWriter.money(json, "providerUsd", part.providerUsd());
      LineWriter.texts(json, "variant", part.variant());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** Reads the array that the parser has entered; each part begins when the call did. */
  static List<Part> read(JsonParser json) throws IOException {
    List<Part> parts = new ArrayList<>();
    while (json.nextToken() == JsonToken.START_OBJECT) {
      Part part = new Part();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        part.field(json, json.currentName(), json.nextToken());
      }
      parts.add(part);
    }
    return parts;
  }

  /** A part as it was read. */
  static final class Part {
    private final Map<String, String> texts = new HashMap<>();
    private Map<String, String> variant = Map.of();
    private Usage usage = Usage.NONE;
    private boolean estimated;

    private void field(JsonParser json, String name, JsonToken value) throws IOException {
      if (value == JsonToken.START_OBJECT && name.equals("usage")) {
        usage = LineReader.usage(json);
      } else if (value == JsonToken.START_OBJECT && name.equals("variant")) {
        variant = LineReader.textsByName(json);
      } else if (value == JsonToken.VALUE_STRING) {
        texts.put(name, json.getText());
      } else if (name.equals("estimated")) {
        estimated = value == JsonToken.VALUE_TRUE;
      } else {
        json.skipChildren();
      }
    }

    PriceQuery query(Instant at, String provider) {
      return new PriceQuery(
          texts.getOrDefault("provider", provider),
          texts.get("requestModel"),
          texts.get("responseModel"),
          usage,
          estimated,
          at,
          texts.get("serviceTier"),
          texts.get("region"),
          money(texts.get("providerUsd")),
          Map.copyOf(variant));
    }

    private static @Nullable BigDecimal money(@Nullable String text) {
      return text == null ? null : LineReader.money(text);
    }
  }
}
