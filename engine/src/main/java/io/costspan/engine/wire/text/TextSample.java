// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.text;

import io.costspan.engine.wire.json.JsonText;
import io.costspan.engine.wire.json.Prose;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The beginning of a body's text, and how much there was of it. The text is kept as it is written
 * in the JSON, escapes and all, so that nothing is decoded before it is known to be needed. It is
 * never logged, written or exported. Not thread-safe; {@link #close()} may come from another thread
 * once nothing more is added.
 */
public final class TextSample implements Prose, AutoCloseable {

  /** The most that is kept of one body, in bytes as written. */
  public static final int MOST = 16 * 1024;

  private static final int FIRST = 512;

  /** Between strings; as a control character it occurs in no JSON string. */
  private static final byte APART = 0;

  private static final byte[] NOTHING = {};

  private final SampleRoom room;
  private final boolean apart;
  private byte[] kept = NOTHING;
  private int length;
  private boolean full;
  private long keptText;
  private long text;
  private long messages;
  private long tools;
  private long calls;
  private long attachments;
  private boolean earlier;
  private Kind kind = Kind.TEXT;

  TextSample(SampleRoom room, boolean apart) {
    this.room = room;
    this.apart = apart;
  }

  @Override
  public void open(Kind kind) {
    this.kind = kind;
    calls += kind == Kind.CALL ? 1 : 0;
    earlier |= kind == Kind.EARLIER;
  }

  @Override
  public void element() {
    if (kind == Kind.TOOLS) {
      tools++;
    } else if (kind == Kind.MESSAGES) {
      messages++;
    }
  }

  @Override
  public boolean under(byte[] name, int length) {
    if (kind == Kind.EARLIER) {
      return false;
    }
    if (MemberNames.isAttachment(name, length)) {
      attachments++;
      return false;
    }
    calls += MemberNames.isName(name, length) ? 1 : 0;
    return !MemberNames.isAside(name, length);
  }

  @Override
  public void piece(byte[] bytes, int from, int to) {
    int count = to - from;
    text += count;
    if (!full) {
      keep(bytes, from, Math.min(count, MOST - length));
    }
  }

  @Override
  public void end() {
    if (apart && !full && length > 0 && length < kept.length) {
      kept[length++] = APART;
    }
  }

  private void keep(byte[] bytes, int from, int count) {
    int needed = length + count;
    if (needed > kept.length) {
      int size = Math.min(MOST, Math.max(FIRST, Math.max(needed, kept.length * 4)));
      if (!room.take(size - kept.length)) {
        full = true;
        return;
      }
      kept = Arrays.copyOf(kept, size);
    }
    System.arraycopy(bytes, from, kept, length, count);
    length = needed;
    keptText += count;
    full = length >= MOST;
  }

  /** All text there was, in bytes as written. */
  public long bytes() {
    return text;
  }

  /** The part of it that was kept, in bytes as written. */
  public long keptBytes() {
    return keptText;
  }

  /** Messages of a conversation. */
  public long messages() {
    return messages;
  }

  /** Tools described. */
  public long tools() {
    return tools;
  }

  /** Calls of tools: whatever has a name, in an answer. */
  public long calls() {
    return calls;
  }

  /** Images, sounds and files, whose tokens their text does not tell. */
  public long attachments() {
    return attachments;
  }

  /** Whether the conversation began before this body. */
  public boolean earlier() {
    return earlier;
  }

  /** The text that was kept, string by string where they stand for themselves. */
  public List<String> strings() {
    List<String> strings = new ArrayList<>();
    int from = 0;
    for (int i = 0; i <= length; i++) {
      if (i == length || kept[i] == APART) {
        if (i > from) {
          strings.add(JsonText.unescape(kept, from, i));
        }
        from = i + 1;
      }
    }
    return strings;
  }

  /** Forgets the text; the counts stay. Idempotent. */
  @Override
  public void close() {
    room.giveBack(kept.length);
    kept = NOTHING;
    length = 0;
    full = true;
  }
}
