// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.conformance.replay;

import java.io.IOException;

/** One HTTP client, used as an application uses it. Thread-safe. */
interface Sender {

  /** Sends a request and reads its whole answer. */
  Received send(PlannedRequest request) throws IOException, InterruptedException;
}
