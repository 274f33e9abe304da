// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.benchmarks.jmh;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Bodies of the sizes that are met in practice. */
final class Bodies {
  private static final String USAGE =
      "\"usage\":{\"prompt_tokens\":1200,\"completion_tokens\":340,\"total_tokens\":1540,"
          + "\"prompt_tokens_details\":{\"cached_tokens\":1024,\"audio_tokens\":0},"
          + "\"completion_tokens_details\":{\"reasoning_tokens\":64}}";

  private Bodies() {}

  /** A chat answer of about so many bytes. */
  static byte[] json(int size) {
    String text =
        "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"gpt-4o-mini\","
            + "\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\""
            + "word ".repeat(Math.max(0, size - 500) / 5)
            + "\"},\"finish_reason\":\"stop\"}],"
            + USAGE
            + "}";
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** A streamed chat answer, a buffer a frame. */
  static List<ByteBuffer> frames(int count) {
    List<ByteBuffer> frames = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      frames.add(
          frame(
              "\"choices\":[{\"index\":0,\"delta\":{\"content\":\" word\"},\"finish_reason\":null}],\"usage\":null"));
    }
    frames.add(
        frame(
            "\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}],\"usage\":null"));
    frames.add(frame("\"choices\":[]," + USAGE));
    frames.add(ByteBuffer.wrap("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8)));
    return frames;
  }

  private static ByteBuffer frame(String rest) {
    String text =
        "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1,"
            + "\"model\":\"gpt-4o-mini\",\"system_fingerprint\":\"fp_1\","
            + rest
            + "}\n\n";
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)).asReadOnlyBuffer();
  }
}
