// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.meter;

import io.costspan.contract.BodyTap;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A tap that gets its bytes elsewhere, and here how they end. */
record EndingsOnly(BodyTap tap) implements BodyTap {

  @Override
  public void data(ByteBuffer bytes) {
    // they come by the filter, as the application gets them
  }

  @Override
  public void end() {
    tap.end();
  }

  @Override
  public void abort(@Nullable Throwable cause) {
    tap.abort(cause);
  }

  @Override
  public boolean readOn() {
    return tap.readOn();
  }
}
