// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.dialect;

import static io.costspan.engine.wire.dialect.UsageTally.UNSAID;

import io.costspan.engine.usage.Unit;
import io.costspan.engine.usage.Usage;
import io.costspan.engine.wire.Endpoint;
import io.costspan.engine.wire.RequestFacts;
import io.costspan.engine.wire.ResponseHead;

/** Reads documents that were turned into text, which are paid by the page. */
final class PagesReader extends MediaReader {
  private long pages = UNSAID;

  PagesReader(Endpoint endpoint, RequestFacts request, ResponseHead head) {
    super(endpoint, request, head);
  }

  @Override
  public void count(MediaKey key, long value) {
    if (key == MediaKey.PAGES) {
      pages = value;
    }
    super.count(key, value);
  }

  @Override
  void bill(Usage.Builder usage) {
    billTokens(usage);
    usage.set(Unit.PAGES, pages);
  }
}
