// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The paths of an enum of keys as a tree, ready for a {@link JsonWalker}. Immutable after
 * construction; one for each enum, shared by all readers.
 *
 * @param <K> the keys
 */
public final class JsonKeys<K extends Enum<K> & JsonKey> {
  final Node<K> root = new Node<>();
  final Class<K> type;
  private final boolean prose;

  private JsonKeys(Class<K> type) {
    this.type = type;
    boolean prose = false;
    for (K key : type.getEnumConstants()) {
      for (String path : key.paths().isEmpty() ? new String[0] : key.paths().split(" ", -1)) {
        Node<K> node = root;
        for (String step : steps(path)) {
          node = node.child(step);
        }
        if (node.key != null) {
          throw new IllegalArgumentException("two keys at " + path);
        }
        node.key = key;
        node.mark = key.mark();
        node.prose = key.prose();
        prose |= node.prose != null;
      }
    }
    this.prose = prose;
  }

  /** The tree of an enum's paths. */
  public static <K extends Enum<K> & JsonKey> JsonKeys<K> of(Class<K> type) {
    return new JsonKeys<>(type);
  }

  /** Whether any key is prose. */
  public boolean prose() {
    return prose;
  }

  private static List<String> steps(String path) {
    return Arrays.asList(path.replace("[]", ".[]").split("\\."));
  }

  /** One place in a document. */
  static final class Node<K> {
    @Nullable K key;
    boolean mark;
    Prose.@Nullable Kind prose;
    @Nullable Node<K> element;
    private byte[][] names = new byte[0][];
    private final List<Node<K>> children = new ArrayList<>(0);

    /** Members of the same name length and first byte are few, so a plain scan is quickest. */
    @Nullable Node<K> child(byte[] bytes, int from, int length) {
      byte[][] all = names;
      for (int i = 0; i < all.length; i++) {
        byte[] name = all[i];
        if (name.length == length
            && length > 0
            && name[0] == bytes[from]
            && Arrays.equals(name, 0, length, bytes, from, from + length)) {
          return children.get(i);
        }
      }
      return null;
    }

    /** Whether the value is stepped over, even where it could be told. */
    boolean opaque() {
      return mark || prose != null;
    }

    boolean isLeaf() {
      return element == null && names.length == 0;
    }

    private Node<K> child(String step) {
      if (step.equals("[]")) {
        if (element == null) {
          element = new Node<>();
        }
        return element;
      }
      byte[] name = step.getBytes(StandardCharsets.UTF_8);
      Node<K> known = child(name, 0, name.length);
      if (known != null) {
        return known;
      }
      Node<K> child = new Node<>();
      names = Arrays.copyOf(names, names.length + 1);
      names[names.length - 1] = name;
      children.add(child);
      return child;
    }
  }
}
