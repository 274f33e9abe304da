// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache.key;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes a JSON document into a digest so that it does not matter in which order the members of an
 * object come, how white space is set and how characters are escaped; and so that everything else
 * does. Numbers stay as they were written. Members of the same name stay, and stay in order. Not
 * thread-safe.
 */
final class CanonicalBody {
  private static final Comparator<Member> BY_NAME =
      (a, b) -> Arrays.compareUnsigned(a.name, a.from, a.to, b.name, b.from, b.to);

  private final JsonTape tape;
  private final Map<Integer, String> replaced;
  private final Digesting digest;

  /** Where strings are written anew: one place for all strings, as long as the longest of them. */
  private byte[] scratch = new byte[0];

  private boolean failed;

  private CanonicalBody(JsonTape tape, Map<Integer, String> replaced, Digesting digest) {
    this.tape = tape;
    this.replaced = replaced;
    this.digest = digest;
  }

  /**
   * Takes the document.
   *
   * @param without members to leave out
   * @param replaced strings that count as other ones, by their nodes
   * @return whether that could be done; what the digest has taken is worth nothing otherwise
   */
  static boolean take(
      JsonTape tape, Members without, Map<Integer, String> replaced, Digesting digest) {
    CanonicalBody body = new CanonicalBody(tape, replaced, digest);
    body.value(0, without.isEmpty() ? null : without);
    return !body.failed;
  }

  private void value(int node, @Nullable Members without) {
    switch (tape.kind(node)) {
      case JsonTape.OBJECT -> object(node, without);
      case JsonTape.ARRAY -> array(node, without);
      case JsonTape.SCALAR -> digest.part('n', tape.bytes(), tape.from(node), tape.to(node));
      default -> string(node);
    }
  }

  private void array(int node, @Nullable Members without) {
    int end = tape.next(node);
    int count = 0;
    for (int i = node + 1; i < end; i = tape.next(i)) {
      count++;
    }
    digest.mark('a', count);
    for (int i = node + 1; i < end; i = tape.next(i)) {
      value(i, without);
    }
  }

  private void string(int node) {
    String other = replaced.isEmpty() ? null : replaced.get(node);
    if (other != null) {
      byte[] written = PlainText.brief(other);
      digest.part('s', written, 0, written.length);
      return;
    }
    int from = tape.from(node);
    int to = tape.to(node);
    if (tape.kind(node) != JsonTape.CODED) {
      digest.part('s', tape.bytes(), from, to); // most prompts: nothing is to be undone
      return;
    }
    if (scratch.length < to - from) {
      scratch = new byte[to - from];
    }
    int length = PlainText.brief(tape.bytes(), from, to, scratch);
    failed |= length < 0;
    digest.part('s', scratch, 0, Math.max(0, length));
  }

  private void object(int node, @Nullable Members without) {
    Member[] members = members(node, without);
    Arrays.sort(members, BY_NAME); // stable: members of the same name stay in order
    digest.mark('o', members.length);
    for (Member member : members) {
      digest.part('k', member.name, member.from, member.to);
      value(member.value, member.without);
    }
  }

  private Member[] members(int node, @Nullable Members without) {
    Member[] members = new Member[8];
    int count = 0;
    int end = tape.next(node);
    int i = node + 1;
    while (i < end) {
      int value = i + 1;
      byte[] name = text(i);
      boolean plain = name == tape.bytes();
      int from = plain ? tape.from(i) : 0;
      int to = plain ? tape.to(i) : name.length;
      Members below =
          without == null
              ? null
              : without.below(new String(name, from, to - from, StandardCharsets.UTF_8));
      if (below == null || !below.named()) {
        if (count == members.length) {
          members = Arrays.copyOf(members, count * 2);
        }
        members[count++] = new Member(name, from, to, value, below);
      }
      i = tape.next(value);
    }
    return Arrays.copyOf(members, count);
  }

  /** The characters of a name: the tape's own bytes, when no escape is in it. */
  private byte[] text(int node) {
    if (tape.kind(node) == JsonTape.STRING) {
      return tape.bytes();
    }
    byte[] text = PlainText.of(tape.bytes(), tape.from(node), tape.to(node));
    if (text == null) {
      failed = true;
      return new byte[0];
    }
    return text;
  }

  private static final class Member {
    final byte[] name;
    final int from;
    final int to;
    final int value;
    final @Nullable Members without;

    Member(byte[] name, int from, int to, int value, @Nullable Members without) {
      this.name = name;
      this.from = from;
      this.to = to;
      this.value = value;
      this.without = without;
    }
  }
}
