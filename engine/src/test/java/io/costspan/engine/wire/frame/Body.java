// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.frame;

import io.costspan.engine.wire.json.JsonHandler;
import io.costspan.engine.wire.json.JsonKey;
import io.costspan.engine.wire.json.JsonKeys;
import io.costspan.engine.wire.json.JsonWalker;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A body under test, and the values of {@code a} in its documents, each of which ends in ";". */
final class Body implements JsonHandler<Body.Key> {

  enum Key implements JsonKey {
    A;

    static final JsonKeys<Key> KEYS = JsonKeys.of(Key.class);

    @Override
    public String paths() {
      return "a";
    }
  }

  final List<String> told = new ArrayList<>();
  final BodyStream stream;

  Body(@Nullable String encoding) {
    stream = new BodyStream(new JsonWalker<>(Key.KEYS, this), encoding);
  }

  @Override
  public void text(Key key, String value) {
    told.add(value);
  }

  @Override
  public void document() {
    told.add(";");
  }

  /** Takes the bytes in pieces of a size. */
  Body feed(byte[] bytes, int size) {
    for (int from = 0; from < bytes.length; from += size) {
      stream.data(ByteBuffer.wrap(bytes, from, Math.min(size, bytes.length - from)));
    }
    return this;
  }

  /** Takes the bytes and the end of the body. */
  Body whole(byte[] bytes, int size) {
    feed(bytes, size).stream.end();
    return this;
  }
}
