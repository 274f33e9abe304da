// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.streamusage;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Bytes on their way through a filter: those of the piece at hand, before them what is held of
 * earlier pieces, and those that have passed. Where nothing is taken out of a piece it passes
 * without being copied. Not thread-safe.
 */
final class PassedBytes {
  private static final byte[] NONE = {};

  private byte[] text = NONE;
  private int at;
  private int end;

  /** The first byte that has neither passed nor been taken. */
  private int kept;

  private boolean holding;

  /** Passed and one after the other in {@link #text}. */
  private int runFrom;

  private int runTo;

  /** Passed before the run. */
  private byte[] out = NONE;

  private int outLength;

  /** Takes a piece; its bytes are not changed. Everything that has passed has been fetched. */
  void more(ByteBuffer piece) {
    int before = holding ? end - kept : 0;
    int length = piece.remaining();
    if (before == 0 && piece.hasArray()) {
      text = piece.array();
      at = piece.arrayOffset() + piece.position();
    } else {
      byte[] joined = new byte[before + length];
      System.arraycopy(text, kept, joined, 0, before);
      piece.duplicate().get(joined, before, length);
      text = joined;
      at = before;
    }
    kept = at - before;
    end = at + length;
    startRuns();
  }

  boolean more() {
    return at < end;
  }

  byte current() {
    return text[at];
  }

  byte[] text() {
    return text;
  }

  int at() {
    return at;
  }

  int end() {
    return end;
  }

  /** Goes on to a place further on in the piece. */
  void at(int place) {
    at = place;
  }

  void step() {
    at++;
  }

  /** Goes on to the next line end, or the end of the piece. */
  void toLineEnd() {
    while (at < end && text[at] != '\n' && text[at] != '\r') {
      at++;
    }
  }

  /** How many bytes before the current one are held. */
  int held() {
    return holding ? at - kept : 0;
  }

  /** Holds from the current byte on; what came before it passes. */
  void hold() {
    pass(at);
    holding = true;
  }

  /** What is held passes. */
  void letGo() {
    holding = false;
  }

  /** What is held passes, but for a part of it, counted from the first byte held. */
  void letGoBut(int from, int to) {
    int first = kept;
    pass(first + from);
    kept = first + to;
    holding = false;
  }

  /** What is held is taken out, up to the current byte. */
  void take() {
    if (holding) {
      kept = at;
      holding = false;
    }
  }

  /** The current byte is taken out. */
  void takeCurrent() {
    pass(at);
    kept = at + 1;
  }

  /** What has passed since it was last asked for, read-only. */
  ByteBuffer passed() {
    if (!holding) {
      pass(end);
    }
    ByteBuffer all;
    if (outLength == 0) {
      all = ByteBuffer.wrap(text, runFrom, runTo - runFrom).slice();
    } else {
      endRun();
      all = ByteBuffer.wrap(out, 0, outLength);
    }
    // whose array this is, and what becomes of it, is not known
    text = holding ? Arrays.copyOfRange(text, kept, end) : NONE;
    kept = 0;
    end = text.length;
    at = end;
    startRuns();
    return all.asReadOnlyBuffer();
  }

  private void startRuns() {
    runFrom = kept;
    runTo = kept;
    out = NONE;
    outLength = 0;
  }

  private void pass(int to) {
    if (to <= kept) {
      return;
    }
    if (runTo != kept) {
      endRun();
      runFrom = kept;
    }
    runTo = to;
    kept = to;
  }

  private void endRun() {
    int length = runTo - runFrom;
    if (outLength == 0) {
      out = new byte[end - runFrom];
    }
    System.arraycopy(text, runFrom, out, outLength, length);
    outLength += length;
  }
}
