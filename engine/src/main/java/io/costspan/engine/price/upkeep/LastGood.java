// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price.upkeep;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import io.costspan.engine.file.PrivateFiles;
import io.costspan.engine.price.JsonRow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The last text of a feed that was taken, kept for the next start: a line that says whose it is and
 * what it must add up to, then the text.
 */
final class LastGood {

  /** A kept text. */
  record Kept(Delivery delivery, Instant fetched) {}

  private static final JsonFactory JSON = new JsonFactory();

  private final Path file;
  private final String source;

  /**
   * @param home the state directory
   * @param source the feed's address; a text of another one is not this one's
   */
  LastGood(Path home, String source) {
    this.file = home.resolve("prices").resolve("feed");
    this.source = source;
  }

  /** Keeps a text. */
  void keep(Kept kept) throws IOException {
    byte[] text = kept.delivery.text();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length + 300);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("source", source);
      json.writeStringField("sha256", sum(text));
      json.writeStringField("fetched", kept.fetched.toString());
      if (kept.delivery.mark() != null) {
        json.writeStringField("mark", kept.delivery.mark());
      }
      json.writeEndObject();
    }
    bytes.write('\n');
    bytes.writeBytes(text);
    PrivateFiles.replace(file, bytes.toByteArray());
  }

  /** Says of the kept text that it is still what its source has. */
  void renew(Instant fetched) throws IOException {
    Kept kept = read();
    if (kept != null) {
      keep(new Kept(kept.delivery, fetched));
    }
  }

  /** The kept text; {@code null} when there is none of this source, or it is damaged. */
  @Nullable Kept read() {
    try {
      if (!Files.exists(file) || Files.size(file) > FeedSource.MOST_BYTES + 4096L) {
        return null;
      }
      byte[] bytes = Files.readAllBytes(file);
      int end = 0;
      while (end < bytes.length && bytes[end] != '\n') {
        end++;
      }
      byte[] text = Arrays.copyOfRange(bytes, Math.min(end + 1, bytes.length), bytes.length);
      try (JsonParser json = JSON.createParser(bytes, 0, end)) {
        JsonRow head = JsonRow.read(json);
        return head.text("source").equals(source) && head.text("sha256").equals(sum(text))
            ? new Kept(
                new Delivery(text, head.textOrNull("mark")), Instant.parse(head.text("fetched")))
            : null;
      }
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }

  /** SHA-256 in hex digits. */
  static String sum(byte[] text) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }

  /** A short name of a text's state. */
  static String version(byte[] text) {
    return sum(text).substring(0, 12);
  }
}
