// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.dialect;

import io.costspan.engine.wire.BodyReader;
import io.costspan.engine.wire.RequestFacts;

/**
 * Whether a reader of requests has swallowed a fault of its own, which no facts tell. Lies in the
 * readers' package, because they are not public.
 */
public final class RequestFault {
  private RequestFault() {}

  /** Throws where it has, and where the reader is none that can be asked. */
  public static void none(BodyReader<RequestFacts> reader) {
    boolean broken =
        reader instanceof MediaRequestReader media
            ? media.broken()
            : ((RequestReader) reader).broken();
    if (broken) {
      throw new AssertionError("a request's reader failed");
    }
  }
}
