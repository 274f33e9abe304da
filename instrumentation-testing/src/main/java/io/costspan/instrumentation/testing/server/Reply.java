// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.testing.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The answer to one request, sent piece by piece. Every method has put its bytes on the wire. */
public interface Reply {

  /** For {@link #head}: the length is not announced (chunked in HTTP/1.1). */
  long UNKNOWN = -1;

  /**
   * Sends status and headers.
   *
   * @param length the body's length in bytes, or {@link #UNKNOWN}
   */
  void head(int status, Map<String, String> headers, long length) throws IOException;

  /** Sends more of the body. */
  void write(byte[] bytes) throws IOException;

  /** Ends the body. */
  void end() throws IOException;

  /** Breaks the connection off at once, without any goodbye. */
  void reset() throws IOException;

  /** A whole answer with a known length. */
  default void whole(int status, Map<String, String> headers, byte[] body) throws IOException {
    head(status, headers, body.length);
    if (body.length > 0) {
      write(body);
    }
    end();
  }

  /** Sends more of the body, in UTF-8. */
  default void write(String text) throws IOException {
    write(text.getBytes(StandardCharsets.UTF_8));
  }
}
