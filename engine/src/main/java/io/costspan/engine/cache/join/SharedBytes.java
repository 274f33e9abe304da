// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache.join;

import io.costspan.engine.cache.replay.RecordingRoom;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The bytes of an answer as they arrive, kept from the first on for those who come late. What was
 * given out stays as it was. Not thread-safe.
 */
final class SharedBytes {
  /** The longest answer that is shared, in bytes. */
  private static final int MOST = 16 << 20;

  private static final int FIRST = 1024;

  private final RecordingRoom room;
  private byte[] bytes = {};
  private int length;
  private long charged;
  private boolean full;

  SharedBytes(RecordingRoom room) {
    this.room = room;
  }

  int length() {
    return length;
  }

  /**
   * Adds some; {@code false} when there is no room for them, from then on.
   *
   * @param unread whether nobody reads yet; those who do are not to break off for want of room
   */
  boolean add(ByteBuffer more, boolean unread) {
    int count = more.remaining();
    if (full || count > MOST - length || !grown(length + count, unread)) {
      full = true;
      return false;
    }
    more.get(bytes, length, count);
    length += count;
    return true;
  }

  ByteBuffer from(int at, int most) {
    int count = Math.min(most, length - at);
    return ByteBuffer.wrap(bytes, at, count).slice().asReadOnlyBuffer();
  }

  /** Gives the room back; what readers still hold is theirs. */
  void release() {
    room.giveBack(charged);
    charged = 0;
    bytes = new byte[0];
    length = 0;
    full = false;
  }

  private boolean grown(int needed, boolean unread) {
    if (needed <= bytes.length) {
      return true;
    }
    int size = (int) Math.min(MOST, Math.max(needed, Math.max(FIRST, bytes.length * 2L)));
    if (room.take(size - bytes.length)) {
      charged += size - bytes.length;
    } else if (unread) {
      return false;
    }
    bytes = Arrays.copyOf(bytes, size); // a new array: what was given out is not written to
    return true;
  }
}
