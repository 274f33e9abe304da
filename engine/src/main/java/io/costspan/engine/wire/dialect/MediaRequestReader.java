// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.dialect;

import io.costspan.engine.wire.BodyReader;
import io.costspan.engine.wire.Endpoint;
import io.costspan.engine.wire.RequestFacts;
import io.costspan.engine.wire.RequestFacts.Media;
import io.costspan.engine.wire.frame.BodyStream;
import io.costspan.engine.wire.frame.MultipartForm;
import io.costspan.engine.wire.json.CharacterCount;
import io.costspan.engine.wire.json.JsonHandler;
import io.costspan.engine.wire.json.JsonWalker;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request for pictures, sound, video or pages: JSON, or a form where it brings a file. The
 * first byte tells which. Texts, pictures and recordings are stepped over, not kept. Not
 * thread-safe.
 */
final class MediaRequestReader
    implements BodyReader<RequestFacts>, JsonHandler<MediaRequestKey>, MultipartForm.Fields {
  private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);

  private final Endpoint endpoint;
  private final @Nullable String outputType;
  private final Set<MediaRequestKey> required;
  private final Map<MediaRequestKey, String> said = new EnumMap<>(MediaRequestKey.class);
  private @Nullable BodyStream json;
  private @Nullable MultipartForm form;
  private final CharacterCount characters = new CharacterCount();
  private final Set<MediaRequestKey> subjects = EnumSet.noneOf(MediaRequestKey.class);
  private boolean broken;

  /**
   * @param outputType the conventions' name for what is made; {@code null} where they have none
   * @param required what a request of the dialect is about; one of these is in it
   */
  MediaRequestReader(
      Endpoint endpoint, @Nullable String outputType, Set<MediaRequestKey> required) {
    this.endpoint = endpoint;
    this.required = required;
    this.outputType = outputType;
  }

  @Override
  public boolean data(ByteBuffer bytes) {
    if (!broken && bytes.hasRemaining()) {
      try {
        read(bytes);
      } catch (RuntimeException fault) {
        // a fault of ours must cost the application nothing
        broken = true;
      }
    }
    return false;
  }

  /** Whether a fault of ours ended the reading. */
  boolean broken() {
    return broken;
  }

  private void read(ByteBuffer bytes) {
    if (json == null && form == null) {
      if (bytes.get(bytes.position()) == '-') {
        form = new MultipartForm(this);
      } else {
        JsonWalker<MediaRequestKey> walker = new JsonWalker<>(MediaRequestKey.KEYS, this);
        walker.tell(characters);
        json = new BodyStream(walker, null);
      }
    }
    if (form != null) {
      form.data(bytes);
    } else if (json != null) {
      json.data(bytes);
    }
  }

  @Override
  public RequestFacts finish(boolean complete) {
    String model = said.get(MediaRequestKey.MODEL);
    model = model == null || model.isEmpty() ? endpoint.pathModel() : model;
    return new RequestFacts(
        model,
        stream(),
        null,
        null,
        count(MediaRequestKey.COUNT, BigDecimal.ONE),
        said.get(MediaRequestKey.SERVICE_TIER),
        null,
        null,
        null,
        null,
        null,
        null,
        List.of(),
        outputType,
        null,
        null,
        model != null && !Collections.disjoint(subjects, required),
        new Media(
            variant(),
            characters.get() < 0 ? null : (Long) characters.get(),
            count(MediaRequestKey.SECONDS, THOUSAND)));
  }

  @Override
  public void text(MediaRequestKey key, String value) {
    said.put(key, value);
  }

  @Override
  public void decimal(MediaRequestKey key, BigDecimal value) {
    said.put(key, value.toString());
  }

  @Override
  public void flag(MediaRequestKey key, boolean value) {
    said.put(key, Boolean.toString(value));
  }

  @Override
  public void mark(MediaRequestKey key) {
    subjects.add(key);
  }

  @Override
  public void document() {}

  @Override
  public void field(String name, String value) {
    switch (name) {
      case "model", "model_id" -> said.put(MediaRequestKey.MODEL, value);
      case "stream" -> said.put(MediaRequestKey.STREAM, value);
      case "n" -> said.put(MediaRequestKey.COUNT, value);
      case "size" -> said.put(MediaRequestKey.SIZE, value);
      case "quality" -> said.put(MediaRequestKey.QUALITY, value);
      case "seconds" -> said.put(MediaRequestKey.SECONDS, value);
      case "prompt" -> subjects.add(MediaRequestKey.PROMPT);
      default -> {}
    }
  }

  @Override
  public void file(String name) {
    subjects.add(MediaRequestKey.FILE);
  }

  private @Nullable Boolean stream() {
    if ("sse".equals(said.get(MediaRequestKey.STREAM_FORMAT))) {
      return Boolean.TRUE;
    }
    String stream = said.get(MediaRequestKey.STREAM);
    return stream == null ? endpoint.pathStream() : Boolean.valueOf(stream);
  }

  private Map<String, String> variant() {
    Map<String, String> variant = new LinkedHashMap<>();
    put(variant, "size", MediaRequestKey.SIZE);
    put(variant, "quality", MediaRequestKey.QUALITY);
    put(variant, "resolution", MediaRequestKey.RESOLUTION);
    put(variant, "audio", MediaRequestKey.AUDIO);
    return Map.copyOf(variant);
  }

  private void put(Map<String, String> variant, String name, MediaRequestKey key) {
    String value = said.getOrDefault(key, "").strip().toLowerCase(Locale.ROOT);
    if (!value.isEmpty() && !value.equals("auto")) {
      variant.put(name, value);
    }
  }

  private @Nullable Long count(MediaRequestKey key, BigDecimal times) {
    String value = said.get(key);
    if (value == null) {
      return null;
    }
    try {
      return new BigDecimal(value.strip()).multiply(times).longValueExact();
    } catch (ArithmeticException | NumberFormatException notOne) {
      return null;
    }
  }
}
