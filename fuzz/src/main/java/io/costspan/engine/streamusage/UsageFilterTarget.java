// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.streamusage;

import io.costspan.fuzz.Input;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Filters bytes as an answer whose usage was asked for on the application's behalf. What comes out
 * must not depend on the pieces, must be in the input in its order, and must be the input itself
 * where nothing in it is called usage. Lies in the filter's package, because the filter is not
 * public.
 */
public final class UsageFilterTarget {
  private UsageFilterTarget() {}

  /** Called by Jazzer for each input. */
  public static void fuzzerTestOneInput(byte[] bytes) {
    Input input = new Input(bytes);
    byte[] body = input.body();
    boolean takeNulls = input.coding() % 2 == 1;
    byte[] whole = filtered(takeNulls, to -> to.accept(ByteBuffer.wrap(body)));
    byte[] pieces = filtered(takeNulls, to -> input.inPieces(body, to));
    if (!Arrays.equals(whole, pieces)) {
      throw new AssertionError("otherwise in pieces: " + text(whole) + " != " + text(pieces));
    }
    if (!isWithin(whole, body)) {
      throw new AssertionError("bytes that did not come in: " + text(whole));
    }
    if (!text(body).contains("usage") && !Arrays.equals(whole, body)) {
      throw new AssertionError("nothing was to be taken: " + text(whole));
    }
  }

  private static byte[] filtered(boolean takeNulls, Consumer<Consumer<ByteBuffer>> feed) {
    UsageFilter filter = new UsageFilter(takeNulls);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    feed.accept(piece -> add(out, filter.filter(piece)));
    add(out, filter.finish());
    if (filter.broken()) {
      throw new AssertionError("the filter failed");
    }
    return out.toByteArray();
  }

  private static void add(ByteArrayOutputStream out, ByteBuffer passed) {
    byte[] copy = new byte[passed.remaining()];
    passed.duplicate().get(copy);
    out.writeBytes(copy);
  }

  /** Whether the bytes stand in others, in their order, whatever stands between them. */
  private static boolean isWithin(byte[] some, byte[] all) {
    int at = 0;
    for (byte b : some) {
      while (at < all.length && all[at] != b) {
        at++;
      }
      if (at++ == all.length) {
        return false;
      }
    }
    return true;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
