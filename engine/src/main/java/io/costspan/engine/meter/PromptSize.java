// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.meter;

import io.costspan.engine.estimate.TokenEstimator;
import io.costspan.engine.wire.Endpoint;
import io.costspan.engine.wire.text.TextSample;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The size of a prompt before it is sent, by a look at its characters: no table is loaded. */
final class PromptSize {
  /** Bytes of a whole JSON body to a token, where there is no sample of its text. */
  private static final int BYTES_A_TOKEN = 4;

  private PromptSize() {}

  /** Tokens; 0 when nothing is known. */
  static long tokens(
      Endpoint endpoint,
      @Nullable String model,
      @Nullable TextSample text,
      @Nullable ByteBuffer body) {
    if (text == null || text.bytes() == 0) {
      return body == null ? 0 : body.remaining() / BYTES_A_TOKEN;
    }
    boolean chat =
        endpoint.operation().equals("chat") || endpoint.operation().equals("generate_content");
    return new TokenEstimator().input(text, model == null ? "" : model, chat, true);
  }
}
