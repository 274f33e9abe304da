// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.meter;

import io.costspan.contract.BodyFilter;
import io.costspan.contract.BodyTap;
import java.nio.ByteBuffer;

/** A filter whose outcome, the bytes the application gets, is seen by a tap. */
record AppBytes(BodyFilter filter, BodyTap tap) implements BodyFilter {

  @Override
  public ByteBuffer filter(ByteBuffer bytes) {
    return seen(filter.filter(bytes));
  }

  @Override
  public ByteBuffer finish() {
    return seen(filter.finish());
  }

  private ByteBuffer seen(ByteBuffer bytes) {
    if (bytes.hasRemaining()) {
      tap.data(bytes.asReadOnlyBuffer());
    }
    return bytes;
  }
}
