// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.contract;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What happens to a call. Immutable. */
public sealed interface Verdict {

  /** Send the request as the application made it. */
  Verdict SEND = new Send(null, Map.of(), null);

  /**
   * Send the request, changed where a part is given. With no part given the glue touches nothing.
   *
   * @param url the URL to send to instead; {@code null} keeps the application's
   * @param headers headers to set, replacing those of the same name
   * @param body the bytes to send instead; {@code null} keeps the application's. Not to be modified
   *     by anyone afterwards
   * @param without headers to leave out, in lower case
   */
  record Send(
      @Nullable String url,
      Map<String, String> headers,
      @Nullable ByteBuffer body,
      Set<String> without)
      implements Verdict {

    /** A request of which no header is left out. */
    public Send(@Nullable String url, Map<String, String> headers, @Nullable ByteBuffer body) {
      this(url, headers, body, Set.of());
    }

    /** Whether the request goes out as the application made it. */
    public boolean unchanged() {
      return url == null && headers.isEmpty() && body == null && without.isEmpty();
    }

    /** The application's request with more headers. */
    public static Send withHeaders(Map<String, String> headers) {
      return new Send(null, Map.copyOf(headers), null);
    }
  }

  /**
   * Do not send; give the application this answer. A budget's refusal in the provider's own error
   * shape is one of these, too.
   *
   * @param status the HTTP status, 200 to 599
   * @param headers name and value, in order; no {@code content-length}, which the glue adds when
   *     {@code length} is known
   * @param length the body's length in bytes, or -1 when it is not known yet
   * @param body where the bytes come from
   */
  record Answer(int status, List<Map.Entry<String, String>> headers, long length, AnswerBody body)
      implements Verdict {}

  /**
   * Do not send; fail the call with this exception. For applications that asked for an exception
   * rather than a status.
   */
  record Refuse(IOException exception) implements Verdict {}

  /**
   * Wait, then do what the stage completes with. A synchronous caller blocks, interruptibly; an
   * asynchronous one does not. The stage never completes with another {@code Later}; when it
   * completes exceptionally the request is sent unchanged.
   */
  record Later(CompletionStage<Verdict> verdict) implements Verdict {}
}
