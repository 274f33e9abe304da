// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.json;

/**
 * Told the text that lies below the keys which {@linkplain JsonKey#prose() are prose}, as its bytes
 * pass. Nothing else of the document is told here, and nothing is kept by the walker.
 */
public interface Prose {

  /** What a key's text is. */
  enum Kind {
    /** Text of any shape: a string, or strings within arrays and objects. */
    TEXT,
    /** As {@link #TEXT}; an array's objects are the messages of a conversation. */
    MESSAGES,
    /** Descriptions of tools, in which the names of members are text, too. */
    TOOLS,
    /** The name of a tool that is called. */
    CALL,
    /** A reference to what was said before and is kept by the provider; no text itself. */
    EARLIER
  }

  /** The value of a key begins. */
  void open(Kind kind);

  /** An object that lies directly in the key's array begins. */
  void element();

  /**
   * A string begins; returns whether its text is to be told.
   *
   * @param name holds the name of the member it lies under, arrays between them looked through
   * @param length of the name, 0 where there is none; longer than any that can be known where it is
   *     cut short
   */
  boolean under(byte[] name, int length);

  /** A part of the string, or of a member's name, escapes not resolved. Valid in the call only. */
  void piece(byte[] bytes, int from, int to);

  /** The string, or the name, has ended. */
  void end();
}
