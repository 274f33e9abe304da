// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.dialect;

import io.costspan.engine.usage.Unit;
import io.costspan.engine.usage.Usage;
import io.costspan.engine.wire.Endpoint;
import io.costspan.engine.wire.RequestFacts;
import io.costspan.engine.wire.ResponseHead;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Reads transcriptions and translations: JSON, or a stream whose event {@code transcript.text.done}
 * has the usage. Newer models count tokens, others seconds of the recording.
 */
final class TranscriptionReader extends MediaReader {
  private @Nullable BigDecimal measured;

  TranscriptionReader(Endpoint endpoint, RequestFacts request, ResponseHead head) {
    super(endpoint, request, head);
  }

  @Override
  public void decimal(MediaKey key, BigDecimal value) {
    if (key == MediaKey.DURATION) {
      measured = value;
    }
    super.decimal(key, value);
  }

  @Override
  void bill(Usage.Builder usage) {
    billTokens(usage);
    long prompt = tally.get(MediaKey.INPUT);
    long output = tally.get(MediaKey.OUTPUT);
    long input =
        ProviderQuirks.chatInput(endpoint.provider(), prompt, output, tally.get(MediaKey.TOTAL));
    long audio = tally.get(MediaKey.INPUT_AUDIO);
    usage.set(Unit.INPUT, input).set(Unit.INPUT_AUDIO, input > prompt ? input - prompt : audio);
    long billed = tally.get(MediaKey.BILLED_SECONDS);
    usage.set(Unit.AUDIO_MILLIS, billed >= 0 || tally.any() ? billed : millis(measured));
  }
}
