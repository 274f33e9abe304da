// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.testing.gate;

import io.costspan.contract.BodyTap;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** What a tap saw. Thread-safe. */
public final class RecordedBody implements BodyTap {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final List<String> endings = new CopyOnWriteArrayList<>();

  private volatile boolean wanted;

  /** Somebody waits for all of it. */
  RecordedBody wanted() {
    wanted = true;
    return this;
  }

  @Override
  public boolean readOn() {
    return wanted;
  }

  @Override
  public synchronized void data(ByteBuffer more) {
    byte[] copy = new byte[more.remaining()];
    more.get(copy);
    bytes.writeBytes(copy);
  }

  @Override
  public void end() {
    endings.add("end");
  }

  @Override
  public void abort(@Nullable Throwable cause) {
    endings.add(cause == null ? "abort" : "abort: " + cause.getClass().getName());
  }

  /** The bytes so far. */
  public synchronized ByteBuffer bytes() {
    return ByteBuffer.wrap(bytes.toByteArray());
  }

  /** The bytes so far as UTF-8 text. */
  public String text() {
    return StandardCharsets.UTF_8.decode(bytes()).toString();
  }

  /** The endings reported. */
  public List<String> endings() {
    return List.copyOf(endings);
  }
}
