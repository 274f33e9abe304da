// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.streamusage;

import io.costspan.contract.BodyFilter;
import java.nio.ByteBuffer;

/**
 * Takes out of a stream of OpenAI's dialect what is in it because usage was asked for: the one
 * event that has usage and no choices, with the blank line behind it, and, where the provider is
 * known to add it, the member {@code "usage":null} of all other chunks. Every other byte passes, as
 * it is and in its order, however the stream is cut into pieces.
 *
 * <p>Held back is only what cannot be told yet: the beginning of an event until its choices show
 * (some hundred bytes, which a provider sends in one piece), and a member that may become {@code
 * "usage":null}. What would have to be held beyond {@value #MOST_HELD} bytes is let through as it
 * came.
 *
 * <p>An event is looked at when it has one {@code data} line with a JSON object on it. Lines may
 * end with LF, CR or both. Not thread-safe.
 */
final class UsageFilter implements BodyFilter {
  static final int MOST_HELD = 16 * 1024;

  private static final byte[] FIELD = {'d', 'a', 't', 'a', ':'};

  /** Where in a line the next byte stands. */
  private enum Line {
    START,
    NAME,
    SPACE,
    DATA,
    REST
  }

  /** What is known of the event at hand. */
  private enum Event {
    /** Nothing but comments has come. */
    NONE,
    /** It may be the one to take out. */
    UNDECIDED,
    /** It stays; a {@code "usage":null} may be in it. */
    CHUNK,
    /** It stays as it is. */
    OTHER
  }

  private final boolean takeNulls;
  private final ChunkScan scan = new ChunkScan();
  private final PassedBytes bytes = new PassedBytes();

  private Line line = Line.START;
  private Event event = Event.NONE;
  private int matched;
  private boolean dataSeen;
  private boolean afterCr;
  private boolean takeLf;
  private boolean broken;

  /** Where {@code "usage":null} stands in what is held of an undecided event. */
  private int memberFrom;

  private boolean firstMember;
  private int nullFrom;
  private int nullTo;

  /** The comma behind a first member goes with it, and the white space after that. */
  private boolean toNextName;

  /**
   * A filter at the first byte.
   *
   * @param takeNulls whether {@code "usage":null} is taken out of the chunks that stay
   */
  UsageFilter(boolean takeNulls) {
    this.takeNulls = takeNulls;
  }

  @Override
  public ByteBuffer filter(ByteBuffer piece) {
    if (broken) {
      return piece;
    }
    bytes.more(piece);
    try {
      read();
      if (bytes.held() > MOST_HELD) {
        giveUp();
      }
    } catch (RuntimeException fault) {
      // a fault of ours must cost the application no byte
      broken = true;
      bytes.letGo();
    }
    return bytes.passed();
  }

  @Override
  public ByteBuffer finish() {
    if (event == Event.UNDECIDED && scan.usageAlone()) {
      bytes.take();
    } else if (event == Event.UNDECIDED) {
      stay(Event.OTHER);
    }
    bytes.letGo();
    return bytes.passed();
  }

  /** Whether a fault of ours ended the filtering. */
  boolean broken() {
    return broken;
  }

  private void read() {
    while (bytes.more()) {
      byte b = bytes.current();
      if (b == '\n' || b == '\r') {
        lineEnd(b);
      } else {
        afterCr = false;
        takeLf = false;
        inLine(b);
      }
      bytes.step();
      if (line == Line.DATA) {
        bytes.at(scan.through(bytes.text(), bytes.at(), bytes.end()));
      } else if (line == Line.REST) {
        bytes.toLineEnd();
      }
    }
  }

  private void inLine(byte b) {
    switch (line) {
      case START -> lineStart(b);
      case NAME -> name(b);
      case SPACE -> {
        line = Line.DATA;
        if (b != ' ') {
          data(b);
        }
      }
      case DATA -> data(b);
      case REST -> {}
    }
  }

  private void lineStart(byte b) {
    boolean passing = event == Event.OTHER || (event == Event.NONE && b == ':');
    if (passing || isOrderMark(b)) {
      line = passing ? Line.REST : Line.START;
      return;
    }
    if (event == Event.NONE) {
      event = Event.UNDECIDED;
      dataSeen = false;
      nullTo = 0;
      toNextName = false;
      scan.reset();
      bytes.hold();
    }
    matched = 0;
    line = Line.NAME;
    name(b);
  }

  private void name(byte b) {
    if (b != FIELD[matched]) {
      line = Line.REST;
    } else if (++matched == FIELD.length) {
      line = Line.SPACE;
      if (dataSeen) {
        giveUp();
      }
      dataSeen = true;
    }
  }

  private void data(byte b) {
    if (toNextName && b != ' ' && b != '\t') {
      toNextName = false;
      nullTo = bytes.held();
    }
    switch (scan.accept(b)) {
      case MEMBER -> member(b);
      case NULL_USAGE -> nullUsage(b);
      case FILLED -> stay(Event.CHUNK);
      case LOST -> giveUp();
      case CLOSED, NOTHING -> {}
    }
    if (event == Event.CHUNK && !scan.maybeNullUsage()) {
      bytes.letGo();
    }
    if (scan.closed() && !(event == Event.UNDECIDED && scan.usageAlone())) {
      stay(Event.OTHER);
    }
    if (event == Event.OTHER) {
      line = Line.REST;
    }
  }

  private void member(byte b) {
    firstMember = b == '{';
    memberFrom = bytes.held() + (firstMember ? 1 : 0);
    if (event == Event.CHUNK && takeNulls) {
      bytes.hold();
    }
  }

  private void nullUsage(byte b) {
    if (event == Event.CHUNK) {
      bytes.take();
    } else if (!firstMember || b == ',') {
      nullFrom = memberFrom;
      nullTo = bytes.held();
      toNextName = firstMember;
    }
    if (b == ',') {
      member(b);
    }
  }

  private void lineEnd(byte b) {
    boolean secondOfTwo = b == '\n' && afterCr;
    afterCr = b == '\r';
    if (secondOfTwo) {
      if (takeLf) {
        bytes.takeCurrent();
      }
      takeLf = false;
      return;
    }
    takeLf = false;
    if (line == Line.START) {
      eventEnd(b);
    } else {
      boolean cutShort = (line == Line.DATA || line == Line.SPACE) && !scan.closed();
      line = Line.START;
      if (cutShort) {
        giveUp();
      }
    }
  }

  private void eventEnd(byte b) {
    if (event == Event.UNDECIDED && scan.closed() && scan.usageAlone()) {
      bytes.take();
      bytes.takeCurrent();
      takeLf = b == '\r';
    } else if (event == Event.UNDECIDED) {
      stay(Event.OTHER);
    }
    event = Event.NONE;
  }

  /** What is held of the event stays in the stream, but for what we are to blame for. */
  private void stay(Event as) {
    boolean aChunk = as == Event.CHUNK || scan.noChoices();
    if (event == Event.UNDECIDED && takeNulls && aChunk && nullTo > 0) {
      bytes.letGoBut(nullFrom, nullTo);
    } else {
      bytes.letGo();
    }
    event = as;
  }

  /** This event is not understood, or too long to wait for: it stays as it is. */
  private void giveUp() {
    bytes.letGo();
    event = Event.OTHER;
    line = line == Line.START ? Line.START : Line.REST;
  }

  private static boolean isOrderMark(byte b) {
    return b == (byte) 0xEF || b == (byte) 0xBB || b == (byte) 0xBF;
  }
}
