// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.estimate;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import java.lang.ref.SoftReference;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Counts tokens by OpenAI's published encodings. A table takes some 15 to 50 MB while it is read
 * and 15 to 30 MB afterwards, so it is read when first needed, only where the heap has room for it
 * many times over, and let go of when the JVM wants the memory back. For one thread.
 */
final class BytePairs {

  /** An encoding. */
  enum Table {
    O200K,
    CL100K
  }

  /** What must be free: several times what reading the larger table takes. */
  private static final long ROOM = 192L << 20;

  private final Map<Table, SoftReference<Encoding>> loaded = new EnumMap<>(Table.class);
  private final Function<EncodingType, Encoding> source;
  private boolean closed;

  /** The published encodings. */
  BytePairs() {
    // a registry of its own each time, so that nothing but our reference keeps the table
    this(type -> Encodings.newLazyEncodingRegistry().getEncoding(type));
  }

  /**
   * @param source reads a table
   */
  BytePairs(Function<EncodingType, Encoding> source) {
    this.source = source;
  }

  /** From here on, a table that is not there cannot be had. */
  void loadNoMore() {
    closed = true;
  }

  /** The tokens of texts; -1 when the table cannot be had for now. */
  long tokens(Table table, List<String> texts) {
    Encoding encoding = encoding(table);
    if (encoding == null) {
      return -1;
    }
    long tokens = 0;
    for (String text : texts) {
      tokens += encoding.countTokensOrdinary(text);
    }
    return tokens;
  }

  private @Nullable Encoding encoding(Table table) {
    SoftReference<Encoding> reference = loaded.get(table);
    Encoding known = reference == null ? null : reference.get();
    if (known != null || closed || !hasRoom()) {
      return known;
    }
    closed = true; // for good where reading fails, of whatever it fails
    Encoding encoding = source.apply(type(table));
    closed = false;
    loaded.put(table, new SoftReference<>(encoding));
    return encoding;
  }

  /** By what is in use now, rubbish included: to be wrong is to count by length once. */
  private static boolean hasRoom() {
    Runtime jvm = Runtime.getRuntime();
    return jvm.maxMemory() - (jvm.totalMemory() - jvm.freeMemory()) >= ROOM;
  }

  private static EncodingType type(Table table) {
    return switch (table) {
      case O200K -> EncodingType.O200K_BASE;
      case CL100K -> EncodingType.CL100K_BASE;
    };
  }
}
