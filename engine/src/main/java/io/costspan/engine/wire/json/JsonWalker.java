// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.json;

import io.costspan.engine.wire.json.JsonKeys.Node;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Walks JSON documents as their bytes arrive and tells a {@link JsonHandler} the values at the
 * paths of interest. Everything else is stepped over in place: Jackson's non-blocking parser would
 * first collect every string whole, and a body may hold a single string of many megabytes.
 *
 * <p>Documents are objects, one after the other; an array around them is looked through. The walker
 * checks no more of the grammar than it needs to keep its place, and stops at the first byte that
 * makes it lose it. Not thread-safe; never throws but what the handler throws.
 *
 * @param <K> the keys
 */
public final class JsonWalker<K extends Enum<K> & JsonKey> {

  /** Longest string that is told, in bytes as written. */
  public static final int LONGEST_TEXT = 512;

  private static final int BETWEEN = 0;
  private static final int VALUE = 1;
  private static final int MEMBER = 2;
  private static final int NAME = 3;
  private static final int COLON = 4;
  private static final int AFTER = 5;
  private static final int TEXT = 6;
  private static final int SCALAR = 7;
  private static final int SKIP = 8;
  private static final int LOST = 9;

  private final JsonKeys<K> keys;
  private final JsonHandler<K> handler;
  private final Node<K>[] nodes;
  private final boolean[] objects;
  private final Map<K, String> known;
  private final Gathered gathered = new Gathered();
  private final Passage passage = new Passage();

  private int state = BETWEEN;
  private int depth;
  private boolean escape;
  private boolean undecided;
  private boolean array;
  private boolean sawArray;
  private long documents;
  private @Nullable Node<K> node;
  private @Nullable Prose prose;

  /** A walker between documents. */
  @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic class has no other birth
  public JsonWalker(JsonKeys<K> keys, JsonHandler<K> handler) {
    this.keys = keys;
    this.handler = handler;
    this.nodes = (Node<K>[]) new Node[16];
    this.objects = new boolean[16];
    this.known = new EnumMap<>(keys.type);
  }

  /** Has the text below the keys that are prose told, too. Before the first byte. */
  public void tell(Prose to) {
    prose = to;
  }

  /** Takes the next bytes. */
  public void feed(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to) {
      i =
          switch (state) {
            case SKIP -> skip(bytes, i, to);
            case TEXT -> text(bytes, i, to);
            case NAME -> name(bytes, i, to);
            case SCALAR -> scalar(bytes, i, to);
            case LOST -> to;
            default -> structure(bytes[i], i);
          };
    }
  }

  /** Forgets an unfinished or lost document; the next byte begins a new one. */
  public void reset() {
    state = BETWEEN;
    depth = 0;
    array = false;
  }

  /** Whether the place was lost, by bytes that are not JSON. */
  public boolean lost() {
    return state == LOST;
  }

  /** Whether a document has begun and not ended. */
  public boolean within() {
    return state != BETWEEN && state != LOST;
  }

  /** Whether the documents since the last reset lie in an array that is still open. */
  public boolean withinArray() {
    return array;
  }

  /** Whether any document so far lay in an array. */
  public boolean sawArray() {
    return sawArray;
  }

  /** Documents ended so far. */
  public long documents() {
    return documents;
  }

  private int structure(byte b, int i) {
    if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
      switch (state) {
        case BETWEEN -> between(b);
        case VALUE -> value(b);
        case MEMBER -> member(b);
        case COLON -> state = b == ':' ? VALUE : LOST;
        default -> after(b);
      }
      if (state == SCALAR) {
        return i; // its first byte is part of it
      }
    }
    return i + 1;
  }

  private void between(byte b) {
    switch (b) {
      case '{' -> open(keys.root, true);
      case '[' -> {
        state = array ? LOST : BETWEEN;
        array = true;
        sawArray = true;
      }
      case ',' -> state = array ? BETWEEN : LOST;
      case ']' -> {
        state = array ? BETWEEN : LOST;
        array = false;
      }
      default -> state = LOST;
    }
  }

  private void member(byte b) {
    switch (b) {
      case '"' -> {
        state = NAME;
        gathered.clear();
        escape = false;
      }
      case '}' -> close(true);
      case ',' -> {}
      default -> state = LOST;
    }
  }

  private void value(byte b) {
    Node<K> here = node;
    switch (b) {
      case '"' -> {
        escape = false;
        undecided = here != null && here.opaque();
        gathered.clear();
        state = TEXT;
        if (here == null || here.key == null) {
          state = SKIP;
          passage.openText(null, null);
        }
      }
      case '{', '[' -> container(here, b == '{');
      case ']' -> after(b);
      case '}', ',', ':' -> state = LOST;
      default -> {
        state = SCALAR;
        gathered.clear();
      }
    }
  }

  private void container(@Nullable Node<K> here, boolean object) {
    if (here != null && here.mark && here.key != null) {
      handler.mark(here.key);
    }
    boolean leadsOn =
        here != null && !here.opaque() && (object ? !here.isLeaf() : here.element != null);
    if (leadsOn && depth < nodes.length) {
      open(here, object);
    } else {
      if (here != null && here.key != null && !here.opaque()) {
        handler.start(here.key);
      }
      state = SKIP;
      passage.openContainer(object, prose, here == null ? null : here.prose);
    }
  }

  private void open(@Nullable Node<K> here, boolean object) {
    if (here == null) {
      return;
    }
    nodes[depth] = here;
    objects[depth++] = object;
    state = object ? MEMBER : VALUE;
    node = object ? null : here.element;
    if (here.key != null) {
      handler.start(here.key);
    }
  }

  private void close(boolean object) {
    if (depth == 0 || objects[depth - 1] != object) {
      state = LOST;
      return;
    }
    K key = nodes[--depth].key;
    state = AFTER;
    if (key != null) {
      handler.end(key);
    }
    if (depth == 0) {
      state = BETWEEN;
      documents++;
      handler.document();
    }
  }

  private void after(byte b) {
    switch (b) {
      case ',' -> {
        boolean object = objects[depth - 1];
        state = object ? MEMBER : VALUE;
        node = object ? null : nodes[depth - 1].element;
      }
      case '}' -> close(true);
      case ']' -> close(false);
      default -> state = LOST;
    }
  }

  private int name(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to) {
      byte b = bytes[i];
      if (escape) {
        escape = false;
      } else if (b == '\\') {
        escape = true;
        gathered.escaped();
      } else if (b == '"') {
        node = member(nodes[depth - 1], bytes, from, i);
        state = COLON;
        return i + 1;
      }
      i++;
    }
    gathered.add(bytes, from, to);
    return to;
  }

  /** The member whose name ends here; no API of interest escapes its names. */
  private @Nullable Node<K> member(Node<K> parent, byte[] bytes, int from, int to) {
    if (gathered.isEmpty() && !gathered.isEscaped() && gathered.whole()) {
      return parent.child(bytes, from, to - from);
    }
    gathered.add(bytes, from, to);
    return gathered.isEscaped() || !gathered.whole()
        ? null
        : parent.child(gathered.bytes(), 0, gathered.length());
  }

  private int text(byte[] bytes, int from, int to) {
    if (undecided && node != null) {
      undecided = false;
      if (bytes[from] != '"' && node.mark && node.key != null) {
        handler.mark(node.key);
      }
      passage.openText(prose, node.prose);
      state = SKIP;
      return from;
    }
    int i = from;
    while (i < to) {
      byte b = bytes[i];
      if (escape) {
        escape = false;
      } else if (b == '\\') {
        escape = true;
        gathered.escaped();
      } else if (b == '"') {
        gathered.add(bytes, from, i);
        state = AFTER;
        tellText();
        return i + 1;
      }
      i++;
    }
    gathered.add(bytes, from, to);
    return to;
  }

  private void tellText() {
    K key = node == null ? null : node.key;
    if (key != null && gathered.whole()) {
      String value = gathered.text(known.get(key));
      known.put(key, value);
      handler.text(key, value);
    }
  }

  private int scalar(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to) {
      byte b = bytes[i];
      if (b == ',' || b == '}' || b == ']' || b == ' ' || b == '\n' || b == '\r' || b == '\t') {
        gathered.add(bytes, from, i);
        state = AFTER;
        tellScalar();
        return i;
      }
      if (b == '"' || b == '{' || b == '[' || b == ':') {
        state = LOST;
        return to;
      }
      i++;
    }
    gathered.add(bytes, from, to);
    return to;
  }

  private void tellScalar() {
    K key = node == null || node.opaque() ? null : node.key;
    if (key == null || !gathered.whole() || gathered.isEmpty()) {
      return;
    }
    byte first = gathered.bytes()[0];
    if (first == 't' || first == 'f') {
      handler.flag(key, first == 't');
    } else if (first != 'n') {
      BigDecimal number = gathered.number();
      if (number != null) {
        if (JsonText.isCount(number)) {
          handler.count(key, number.longValue());
        }
        handler.decimal(key, number);
      }
    }
  }

  private int skip(byte[] bytes, int from, int to) {
    int end = passage.over(bytes, from, to);
    if (passage.ended()) {
      state = AFTER;
    }
    return end;
  }
}
