// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache;

import io.costspan.engine.cache.key.NotCached;
import io.costspan.engine.wire.frame.ContentCodings;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks through an answer for what its finish reason does not tell: calls of tools (Gemini and
 * Ollama end them with a plain stop, OpenAI does when a tool was named in the request), OpenAI's
 * refusals, and the vectors of embeddings. Finds JSON strings of certain names, and steps over
 * names with nothing behind them. Of tools and refusals it may find too much, never too little in
 * JSON or in events of it. Not thread-safe.
 */
final class AnswerScan {
  private static final String REFUSAL = "refusal";
  private static final Set<String> TOOLS =
      Set.of(
          "tool_calls",
          "tool_call",
          "tool_use",
          "toolUse",
          "function_call",
          "function_calls",
          "functionCall",
          "custom_tool_call",
          "computer_call",
          "local_shell_call",
          "shell_call",
          "apply_patch_call",
          "mcp_approval_request");
  private static final Set<String> VECTORS = Set.of("embedding", "embeddings");
  private static final int LONGEST = 24;

  private static final int OUTSIDE = 0;
  private static final int STRING = 1;
  private static final int AFTER = 2;
  private static final int VALUE = 3;
  private static final int WITHIN = 4;

  private final byte[] name = new byte[LONGEST];
  private int length;
  private int state;
  private byte opened;
  private boolean escape;
  private @Nullable String word;
  private boolean tools;
  private boolean refused;
  private boolean vectors;

  /**
   * What keeps an answer out of the cache; {@code null} when nothing does.
   *
   * @param coding the {@code content-encoding} of the bytes; {@code null} for none
   * @param toolsAllowed whether calls of tools do not
   * @param vectorsNeeded whether an answer without vectors is none
   */
  static @Nullable NotCached of(
      byte[] bytes, @Nullable String coding, boolean toolsAllowed, boolean vectorsNeeded) {
    AnswerScan scan = new AnswerScan();
    ContentCodings codings = ContentCodings.of(coding, scan::feed);
    if (codings == null) {
      return NotCached.INCOMPLETE; // nobody can tell what it says
    }
    try {
      codings.data(bytes, 0, bytes.length);
      codings.end();
      if (codings.broken()) {
        return NotCached.INCOMPLETE;
      }
    } finally {
      codings.close();
    }
    if (scan.refused) {
      return NotCached.REFUSED;
    }
    if (vectorsNeeded && !scan.vectors) {
      return NotCached.UNFINISHED;
    }
    return scan.tools && !toolsAllowed ? NotCached.TOOLS : null;
  }

  private void feed(byte[] bytes, int from, int to) {
    for (int i = over(bytes, from, to); i < to; i = over(bytes, i + 1, to)) {
      byte b = bytes[i];
      switch (state) {
        case STRING -> string(b);
        case OUTSIDE -> outside(b);
        default -> behind(b);
      }
    }
  }

  /** Steps over what stands between strings, and over text that is too long for a name. */
  private int over(byte[] bytes, int from, int to) {
    int i = from;
    if (state == OUTSIDE) {
      while (i < to && bytes[i] != '"') {
        i++;
      }
    } else if (state == STRING && length > LONGEST && !escape) {
      while (i < to && bytes[i] != '"' && bytes[i] != '\\' && bytes[i] != '\n') {
        i++;
      }
    }
    return i;
  }

  private void outside(byte b) {
    if (b == '"') {
      state = STRING;
      length = 0;
      escape = false;
    }
  }

  private void string(byte b) {
    if (b == '\n') {
      state = OUTSIDE; // no JSON string has one: the quote was none of JSON's
    } else if (escape) {
      escape = false;
    } else if (b == '\\') {
      escape = true;
      length = LONGEST + 1;
    } else if (b == '"') {
      word = length > LONGEST ? null : known();
      state = word == null ? OUTSIDE : AFTER;
    } else if (length < LONGEST) {
      name[length++] = b;
    } else {
      length = LONGEST + 1;
    }
  }

  private @Nullable String known() {
    if (length < 7) {
      return null;
    }
    String said = new String(name, 0, length, StandardCharsets.US_ASCII);
    return said.equals(REFUSAL) || TOOLS.contains(said) || VECTORS.contains(said) ? said : null;
  }

  /** After a name of interest: is there a value, and is there anything in it? */
  private void behind(byte b) {
    if (b == ' ' || b == '\r' || b == '\t') {
      return;
    }
    if (state == AFTER && b == ':') {
      state = VALUE;
    } else if (state == AFTER) {
      named(); // the name is itself a value
      outside(b);
    } else if (state == VALUE && (b == '"' || b == '[' || b == '{')) {
      opened = b;
      state = WITHIN;
    } else if (state == VALUE) {
      state = OUTSIDE;
      if (b != 'n' && b != 'f') {
        found();
      }
    } else {
      within(b);
    }
  }

  private void within(byte b) {
    boolean empty = opened == '"' ? b == '"' : b == (opened == '[' ? ']' : '}');
    state = OUTSIDE;
    if (empty) {
      return;
    }
    found();
    if (opened == '"') {
      state = STRING;
      length = LONGEST + 1;
      escape = b == '\\';
    } else {
      outside(b);
    }
  }

  /** The word names the kind of a thing; what an embedding is called is no vector. */
  private void named() {
    state = OUTSIDE;
    if (word != null && !VECTORS.contains(word)) {
      found();
    }
  }

  private void found() {
    state = OUTSIDE;
    if (REFUSAL.equals(word)) {
      refused = true;
    } else if (word != null && VECTORS.contains(word)) {
      vectors = true;
    } else {
      tools = true;
    }
  }
}
