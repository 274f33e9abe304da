// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire;

import io.costspan.engine.wire.json.Prose;
import java.nio.ByteBuffer;

/**
 * Reads a body as its bytes arrive, in bounded memory whatever the body's length. A body that is
 * not what it should be makes it stop looking, never throw.
 *
 * @param <F> what the body says
 */
public interface BodyReader<F> {

  /**
   * Has the text of the body told, too, as it passes; asked before the first byte. Returns whether
   * the reader knows where the text is.
   */
  default boolean tellText(Prose to) {
    return false;
  }

  /**
   * Takes the next bytes; the buffer is not kept. Returns whether a whole event or chunk of the
   * answer ended in them.
   */
  boolean data(ByteBuffer bytes);

  /**
   * What was said. Called once.
   *
   * @param complete whether the body was read to its end
   */
  F finish(boolean complete);
}
