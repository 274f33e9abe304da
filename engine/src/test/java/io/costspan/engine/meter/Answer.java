// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.meter;

import io.costspan.contract.BodyTap;
import java.util.List;

/** An answer's body in pieces, read to its end or up to somewhere. */
record Answer(List<String> pieces, boolean whole) {

  static Answer whole(String... pieces) {
    return new Answer(List.of(pieces), true);
  }

  static Answer cut(String... pieces) {
    return new Answer(List.of(pieces), false);
  }

  static String chunk(String text) {
    return event(
        "{\"id\":\"c\",\"model\":\"gpt-4o-mini-2024-07-18\",\"choices\":[{\"index\":0,\"delta\":"
            + "{\"content\":\""
            + text
            + "\"},\"finish_reason\":null}]}");
  }

  static String finish() {
    return event(
        "{\"id\":\"c\",\"model\":\"gpt-4o-mini-2024-07-18\",\"choices\":[{\"index\":0,\"delta\":{},"
            + "\"finish_reason\":\"stop\"}]}");
  }

  static String done() {
    return "data: [DONE]\n\n";
  }

  static String event(String json) {
    return "data: " + json + "\n\n";
  }

  void read(BodyTap tap) {
    for (String piece : pieces) {
      tap.data(MeterHarness.bytes(piece));
    }
    if (whole) {
      tap.end();
    } else {
      tap.abort(null);
    }
  }
}
