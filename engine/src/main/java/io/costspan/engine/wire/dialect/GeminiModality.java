// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.dialect;

/** Google's {@code Modality} enum, by name or by number, as far as prices tell it apart. */
enum GeminiModality {
  IMAGE,
  AUDIO,
  OTHER;

  static GeminiModality of(String name) {
    return switch (name) {
      case "IMAGE" -> IMAGE;
      case "AUDIO" -> AUDIO;
      default -> OTHER;
    };
  }

  /** The numbers of the published protocol buffers: text 1, image 2, video 3, audio 4. */
  static GeminiModality of(long number) {
    return number == 2 ? IMAGE : number == 4 ? AUDIO : OTHER;
  }
}
