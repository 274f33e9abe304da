// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.dialect;

import io.costspan.engine.usage.Unit;
import io.costspan.engine.usage.Usage;
import io.costspan.engine.wire.Endpoint;
import io.costspan.engine.wire.RequestFacts;
import io.costspan.engine.wire.RequestFacts.Media;
import io.costspan.engine.wire.ResponseHead;

/**
 * Reads speech that comes wrapped in JSON, or in a stream whose event {@code speech.audio.done} has
 * the usage. What is paid by the character is counted in the request.
 */
final class SpeechReader extends MediaReader {

  SpeechReader(Endpoint endpoint, RequestFacts request, ResponseHead head) {
    super(endpoint, request, head);
  }

  @Override
  void bill(Usage.Builder usage) {
    billTokens(usage);
    spoken(request, usage);
  }

  /** Says the characters that were to be spoken. */
  static void spoken(RequestFacts request, Usage.Builder usage) {
    Media media = request.media();
    Long characters = media == null ? null : media.characters();
    if (characters != null) {
      usage.set(Unit.CHARACTERS, characters);
    }
  }
}
