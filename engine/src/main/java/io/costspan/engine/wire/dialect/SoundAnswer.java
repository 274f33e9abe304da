// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.dialect;

import io.costspan.engine.usage.Usage;
import io.costspan.engine.wire.BodyReader;
import io.costspan.engine.wire.Endpoint;
import io.costspan.engine.wire.RequestFacts;
import io.costspan.engine.wire.ResponseFacts;
import io.costspan.engine.wire.ResponseHead;
import java.util.Locale;

/**
 * Chooses how an answer of an API of sound is read: sound itself and plain text are looked through,
 * JSON and event streams are read.
 */
final class SoundAnswer {

  private SoundAnswer() {}

  /** A text, spoken. */
  static BodyReader<ResponseFacts> speech(
      Endpoint endpoint, RequestFacts request, ResponseHead head) {
    if (readable(head)) {
      return new SpeechReader(endpoint, request, head);
    }
    Usage.Builder spoken = Usage.builder();
    SpeechReader.spoken(request, spoken);
    return new OpaqueReader(spoken.build(), head);
  }

  /** A recording, written down. */
  static BodyReader<ResponseFacts> transcription(
      Endpoint endpoint, RequestFacts request, ResponseHead head) {
    return readable(head)
        ? new TranscriptionReader(endpoint, request, head)
        : new OpaqueReader(Usage.NONE, head);
  }

  private static boolean readable(ResponseHead head) {
    String type = head.header("content-type");
    if (type == null || type.isBlank() || head.status() >= 400) {
      return true;
    }
    String lower = type.toLowerCase(Locale.ROOT);
    return lower.contains("json") || lower.contains("event-stream");
  }
}
