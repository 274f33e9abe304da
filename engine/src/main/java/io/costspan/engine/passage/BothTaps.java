// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.passage;

import io.costspan.contract.BodyTap;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Two taps on the same bytes, the first told first.
 *
 * @param first told before the second of every piece and every ending
 */
public record BothTaps(BodyTap first, BodyTap second) implements BodyTap {

  @Override
  public void data(ByteBuffer bytes) {
    first.data(bytes.duplicate());
    second.data(bytes);
  }

  @Override
  public void end() {
    try {
      first.end();
    } finally {
      second.end();
    }
  }

  @Override
  public void abort(@Nullable Throwable cause) {
    try {
      first.abort(cause);
    } finally {
      second.abort(cause);
    }
  }

  @Override
  public boolean readOn() {
    return first.readOn() || second.readOn();
  }
}
