// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.fuzz;

import io.costspan.engine.wire.BodyReader;
import io.costspan.engine.wire.text.SampleRoom;
import io.costspan.engine.wire.text.TextSample;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Reading with a sample of the text taken, as the agent does where usage may be missing. */
final class Told {
  /** For some samples enough, and for some too small. */
  private static final long ROOM = 12 * 1024;

  private Told() {}

  /**
   * What a reader reads; the room that the sample took must be whole again afterwards.
   *
   * @param strings whether every string stands for itself, as in a prompt
   * @param feed hands out the bytes
   * @param complete whether the body is read to its end
   */
  static <F> F read(
      BodyReader<F> reader,
      boolean strings,
      Consumer<Consumer<ByteBuffer>> feed,
      boolean complete) {
    SampleRoom room = new SampleRoom(ROOM);
    F facts;
    try (TextSample sample = strings ? room.ofStrings() : room.ofPieces()) {
      reader.tellText(sample);
      feed.accept(reader::data);
      facts = reader.finish(complete);
      if (sample.keptBytes() > sample.bytes() || (sample.keptBytes() == 0 && !empty(sample))) {
        throw new AssertionError("a sample of more than was said");
      }
    }
    if (room.left() != ROOM) {
      throw new AssertionError("room for text that is not given back: " + (ROOM - room.left()));
    }
    return facts;
  }

  private static boolean empty(TextSample sample) {
    return sample.strings().isEmpty();
  }
}
