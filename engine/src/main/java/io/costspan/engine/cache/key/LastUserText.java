// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache.key;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the text that the user said last: the last element of {@code messages}, {@code input} or
 * {@code contents} whose role is {@code user}, its {@code content} or the {@code text} of its
 * parts; or else the body's own {@code input}, {@code prompt} or {@code message}, where that is a
 * string. Nothing before it, and no instruction, is ever touched.
 */
final class LastUserText {
  private static final List<String> TURNS = List.of("messages", "input", "contents");
  private static final List<String> TEXTS = List.of("input", "prompt", "message", "inputText");

  private final JsonTape tape;

  private LastUserText(JsonTape tape) {
    this.tape = tape;
  }

  /** The strings that count as others, by their nodes; empty when there is no such text. */
  static Map<Integer, String> normalised(JsonTape tape, Set<Normalise> what) {
    if (what.isEmpty() || tape.kind(0) != JsonTape.OBJECT) {
      return Map.of();
    }
    LastUserText finder = new LastUserText(tape);
    Map<Integer, String> others = new HashMap<>();
    for (int node : finder.texts()) {
      String text = tape.text(node);
      if (text != null) {
        others.put(node, Normalise.apply(what, text));
      }
    }
    return others;
  }

  private List<Integer> texts() {
    for (String name : TURNS) {
      int turns = member(0, name);
      if (turns >= 0 && tape.kind(turns) == JsonTape.ARRAY) {
        return said(lastOfUser(turns));
      }
    }
    for (String name : TEXTS) {
      int text = member(0, name);
      if (isString(text)) {
        return List.of(text);
      }
    }
    return List.of();
  }

  private int lastOfUser(int turns) {
    int last = -1;
    for (int i = turns + 1; i < tape.next(turns); i = tape.next(i)) {
      if (tape.kind(i) == JsonTape.OBJECT && "user".equals(role(i))) {
        last = i;
      }
    }
    return last;
  }

  private @Nullable String role(int turn) {
    int role = member(turn, "role");
    return role < 0 ? null : tape.text(role);
  }

  private List<Integer> said(int turn) {
    if (turn < 0) {
      return List.of();
    }
    int content = member(turn, "content");
    int parts = content >= 0 ? content : member(turn, "parts");
    if (isString(parts)) {
      return List.of(parts);
    }
    List<Integer> texts = new ArrayList<>();
    if (parts >= 0 && tape.kind(parts) == JsonTape.ARRAY) {
      for (int i = parts + 1; i < tape.next(parts); i = tape.next(i)) {
        int text = tape.kind(i) == JsonTape.OBJECT ? member(i, "text") : -1;
        if (isString(text)) {
          texts.add(text);
        }
      }
    }
    return texts;
  }

  /** The node of a member's value; -1 when there is none, or more than one. */
  private int member(int object, String name) {
    int found = -1;
    for (int i = object + 1; i < tape.next(object); i = tape.next(i + 1)) {
      if (name.equals(tape.text(i))) {
        if (found >= 0) {
          return -1;
        }
        found = i + 1;
      }
    }
    return found;
  }

  private boolean isString(int node) {
    return node >= 0 && tape.isString(node);
  }
}
