// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.streamusage;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code "stream_options":{"include_usage":true}} into a request of OpenAI's dialect. The
 * body is not read and written anew: the words are put where they belong, and every other byte
 * stays what it was, in its place. A {@code stream_options} that is there keeps its other members.
 */
final class StreamOptionsEdit {
  private static final String ASK = "\"include_usage\":true";
  private static final String OPTIONS = "\"stream_options\":{" + ASK + "}";

  private StreamOptionsEdit() {}

  /**
   * The body with the question in it; {@code null} when it holds one already, whatever it says, or
   * is not one JSON object that can be edited without doubt.
   *
   * @param body the whole body; its position is not moved
   */
  static @Nullable ByteBuffer of(ByteBuffer body) {
    byte[] text = new byte[body.remaining()];
    body.duplicate().get(text);
    JsonMembers members = new JsonMembers(text, 0, text.length);
    int from = -1;
    int to = -1;
    int lastEnd = -1;
    while (members.next()) {
      if (members.veiled() || (members.named("stream_options") && from >= 0)) {
        return null;
      }
      if (members.named("stream_options")) {
        from = members.from();
        to = members.to();
      }
      lastEnd = members.to();
    }
    if (!members.whole() || lastEnd < 0 || !blank(text, members.position())) {
      return null;
    }
    return from < 0 ? spliced(text, lastEnd, lastEnd, "," + OPTIONS) : within(text, from, to);
  }

  private static @Nullable ByteBuffer within(byte[] text, int from, int to) {
    if (new String(text, from, to - from, StandardCharsets.ISO_8859_1).equals("null")) {
      return spliced(text, from, to, "{" + ASK + "}");
    }
    JsonMembers options = new JsonMembers(text, from, to);
    while (options.next()) {
      if (options.veiled() || options.named("include_usage")) {
        return null;
      }
    }
    if (!options.whole() || options.position() != to) {
      return null;
    }
    return spliced(text, from + 1, from + 1, options.count() == 0 ? ASK : ASK + ",");
  }

  private static ByteBuffer spliced(byte[] text, int from, int to, String words) {
    byte[] more = words.getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(text.length - (to - from) + more.length)
        .put(text, 0, from)
        .put(more)
        .put(text, to, text.length - to)
        .flip()
        .asReadOnlyBuffer();
  }

  private static boolean blank(byte[] text, int from) {
    for (int i = from; i < text.length; i++) {
      if (text[i] != ' ' && text[i] != '\n' && text[i] != '\r' && text[i] != '\t') {
        return false;
      }
    }
    return true;
  }
}
