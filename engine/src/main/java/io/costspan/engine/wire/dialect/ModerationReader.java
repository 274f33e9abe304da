// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.dialect;

import io.costspan.engine.usage.Unit;
import io.costspan.engine.usage.Usage;
import io.costspan.engine.wire.Endpoint;
import io.costspan.engine.wire.RequestFacts;
import io.costspan.engine.wire.ResponseHead;

/**
 * Reads verdicts on texts and pictures. Most providers count nothing here, so that the request
 * itself is what was used.
 */
final class ModerationReader extends MediaReader {

  ModerationReader(Endpoint endpoint, RequestFacts request, ResponseHead head) {
    super(endpoint, request, head);
  }

  @Override
  void bill(Usage.Builder usage) {
    billTokens(usage);
    if (id != null || model != null) {
      usage.set(Unit.REQUESTS, 1);
    }
  }
}
