// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.frame;

import io.costspan.engine.wire.frame.Decoding.Plain;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The content codings of one body (RFC 9110 section 8.4): the header names them in the order they
 * were applied, so that the last one is undone first. Not thread-safe.
 */
public final class ContentCodings {
  /** Nobody stacks more; an attacker might. */
  private static final int MOST = 3;

  private final List<Stage> stages = new ArrayList<>(1);
  private final Plain first;

  private ContentCodings(List<Decoding> decodings, Plain plain) {
    Plain next = plain;
    for (Decoding decoding : decodings) {
      Stage stage = new Stage(decoding, next);
      stages.add(0, stage);
      next = stage;
    }
    first = next;
  }

  /**
   * The codings of a header; {@code null} when one of them cannot be undone.
   *
   * @param header the {@code content-encoding} header; {@code gzip}, {@code deflate} and {@code br}
   *     are known, {@code identity} and {@code null} mean none
   * @param plain takes what is left when all are undone
   */
  public static @Nullable ContentCodings of(@Nullable String header, Plain plain) {
    List<Decoding> decodings = new ArrayList<>(1);
    String rest = header == null ? "" : header;
    for (int from = 0; from <= rest.length(); ) {
      int comma = rest.indexOf(',', from);
      int to = comma < 0 ? rest.length() : comma;
      String name = rest.substring(from, to).trim().toLowerCase(Locale.ROOT);
      from = to + 1;
      switch (name) {
        case "", "identity" -> {}
        case "gzip", "x-gzip" -> decodings.add(Inflation.gzip());
        case "deflate" -> decodings.add(Inflation.deflate());
        case "br" -> decodings.add(new Brotli());
        default -> {
          decodings.forEach(Decoding::close);
          return null;
        }
      }
      if (decodings.size() > MOST) {
        decodings.forEach(Decoding::close);
        return null;
      }
    }
    return new ContentCodings(decodings, plain);
  }

  /** Takes the next bytes as they came from the network. */
  public void data(byte[] bytes, int from, int to) {
    first.accept(bytes, from, to);
  }

  /** The body has ended, or nobody reads on. */
  public void end() {
    for (Stage stage : stages) {
      stage.decoding.end(stage.next);
    }
  }

  /** Whether the bytes were not what the codings make. */
  public boolean broken() {
    for (Stage stage : stages) {
      if (stage.decoding.broken()) {
        return true;
      }
    }
    return false;
  }

  /** Frees what decoding held. Idempotent. */
  public void close() {
    for (Stage stage : stages) {
      stage.decoding.close();
    }
  }

  /** One coding, and who takes what it decodes. */
  private record Stage(Decoding decoding, Plain next) implements Plain {
    @Override
    public void accept(byte[] bytes, int from, int to) {
      decoding.data(bytes, from, to, next);
    }
  }
}
