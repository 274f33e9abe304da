// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache.warm;

import java.io.IOException;

/** Makes a request as the application makes its own. */
@FunctionalInterface
interface WarmSender {
  /**
   * Makes it, and reads the answer to its end.
   *
   * @return the answer's status
   * @throws IOException when there was no whole answer
   * @throws InterruptedException when the thread is to stop
   */
  int send(WarmCall call) throws IOException, InterruptedException;
}
