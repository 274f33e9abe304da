// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.testing.client;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/** A response whose head has arrived. */
public interface LiveResponse extends AutoCloseable {

  /** The HTTP status. */
  int status();

  /** The headers, names as the client gives them. */
  Map<String, List<String>> headers();

  /** The body as the client streams it; always the same stream. */
  InputStream body();

  /** Closes the body, read to its end or not. */
  @Override
  void close() throws IOException;
}
