// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.okhttp;

import io.costspan.contract.BodyTap;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** Shows a tap the bytes of an okio buffer where they lie: {@code Buffer.copyTo} copies nothing. */
final class TapStream extends OutputStream {
  private final BodyTap tap;

  TapStream(BodyTap tap) {
    this.tap = tap;
  }

  @Override
  public void write(int single) {
    write(new byte[] {(byte) single}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    tap.data(ByteBuffer.wrap(bytes, offset, length).slice().asReadOnlyBuffer());
  }
}
