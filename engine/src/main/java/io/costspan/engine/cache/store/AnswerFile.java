// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.costspan.engine.cache.key.CacheKey;
import io.costspan.engine.usage.Unit;
import io.costspan.engine.usage.Usage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An answer as bytes of a file: a version, its key, what is known of it, its pieces, and a SHA-256
 * digest over the host's salt and all before, without which nothing of it is believed.
 */
final class AnswerFile {
  private static final int VERSION = 0x43535002;
  private static final int DIGEST = 32;

  private AnswerFile() {}

  /** The bytes of an answer. */
  static byte[] encode(CacheKey key, StoredAnswer answer, byte[] salt) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(answer.weight());
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(VERSION);
    text(out, key.hex());
    text(out, answer.rule());
    text(out, answer.provider());
    out.writeBoolean(answer.model() != null);
    text(out, answer.model() == null ? "" : answer.model());
    text(out, answer.operation());
    pairs(out, List.copyOf(answer.tags().entrySet()));
    out.writeInt(answer.status());
    pairs(out, answer.headers());
    out.writeBoolean(answer.stream());
    out.writeInt(answer.usage().counts().size());
    for (Map.Entry<Unit, Long> count : answer.usage().counts().entrySet()) {
      text(out, count.getKey().name());
      out.writeLong(count.getValue());
    }
    out.writeLong(answer.stored().toEpochMilli());
    out.writeLong(answer.ttl().toMillis());
    out.writeLong(answer.grace().toMillis());
    pieces(out, answer.pieces());
    out.write(digest(salt, bytes.toByteArray()));
    return bytes.toByteArray();
  }

  /**
   * The answer of a key.
   *
   * @throws IOException when the bytes are not what {@link #encode} made of that key's answer
   */
  static StoredAnswer decode(CacheKey key, byte[] bytes, byte[] salt) throws IOException {
    int length = bytes.length - DIGEST;
    if (length < 0
        || !MessageDigest.isEqual(
            digest(salt, Arrays.copyOf(bytes, length)),
            Arrays.copyOfRange(bytes, length, bytes.length))) {
      throw new IOException("torn, or none of ours");
    }
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 0, length));
    if (in.readInt() != VERSION || !text(in).equals(key.hex())) {
      throw new IOException("another version, or another key's");
    }
    try {
      return answer(in);
    } catch (IllegalArgumentException e) {
      throw new IOException("what it says cannot be", e);
    }
  }

  private static StoredAnswer answer(DataInputStream in) throws IOException {
    String rule = text(in);
    String provider = text(in);
    boolean hasModel = in.readBoolean();
    String model = text(in);
    String operation = text(in);
    Map<String, String> tags = new LinkedHashMap<>();
    pairs(in).forEach(tag -> tags.put(tag.getKey(), tag.getValue()));
    int status = in.readInt();
    List<Map.Entry<String, String>> headers = pairs(in);
    boolean stream = in.readBoolean();
    Usage.Builder usage = Usage.builder();
    for (int i = in.readInt(); i > 0; i--) {
      usage.set(Unit.valueOf(text(in)), in.readLong());
    }
    Instant stored = Instant.ofEpochMilli(in.readLong());
    Duration ttl = Duration.ofMillis(in.readLong());
    Duration grace = Duration.ofMillis(in.readLong());
    return new StoredAnswer(
        rule,
        provider,
        hasModel ? model : null,
        operation,
        Map.copyOf(tags),
        status,
        headers,
        stream,
        pieces(in),
        usage.build(),
        stored,
        ttl,
        grace);
  }

  private static void pairs(DataOutputStream out, List<Map.Entry<String, String>> pairs)
      throws IOException {
    out.writeInt(pairs.size());
    for (Map.Entry<String, String> pair : pairs) {
      text(out, pair.getKey());
      text(out, pair.getValue());
    }
  }

  private static List<Map.Entry<String, String>> pairs(DataInputStream in) throws IOException {
    List<Map.Entry<String, String>> pairs = new ArrayList<>();
    for (int i = in.readInt(); i > 0; i--) {
      pairs.add(Map.entry(text(in), text(in)));
    }
    return List.copyOf(pairs);
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String text(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > in.available()) {
      throw new IOException("a text that is longer than its file");
    }
    return new String(in.readNBytes(length), UTF_8);
  }

  private static void pieces(DataOutputStream out, Pieces pieces) throws IOException {
    out.writeInt(pieces.count());
    for (int i = 0; i < pieces.count(); i++) {
      out.writeInt(pieces.end(i));
      out.writeInt(pieces.atMillis(i));
    }
    out.write(pieces.bytes());
  }

  private static Pieces pieces(DataInputStream in) throws IOException {
    int count = in.readInt();
    int[] ends = new int[count];
    int[] atMillis = new int[count];
    for (int i = 0; i < count; i++) {
      ends[i] = in.readInt();
      atMillis[i] = in.readInt();
    }
    return new Pieces(in.readAllBytes(), ends, atMillis);
  }

  private static byte[] digest(byte[] salt, byte[] bytes) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(salt);
      sha.update((byte) 'F'); // no digest of a key's is one of a file's
      return sha.digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
