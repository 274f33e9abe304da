// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.dialect;

import io.costspan.engine.usage.Unit;
import io.costspan.engine.usage.Usage;
import io.costspan.engine.wire.Endpoint;
import io.costspan.engine.wire.RequestFacts;
import io.costspan.engine.wire.RequestFacts.Media;
import io.costspan.engine.wire.ResponseHead;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Reads the answer that a video has been started. Starting is what is paid; asking how far it is
 * costs nothing. The length is what the answer says, else what was asked for.
 */
final class VideoReader extends MediaReader {
  private static final long MOST_VIDEOS = 1000;

  private @Nullable BigDecimal seconds;

  VideoReader(Endpoint endpoint, RequestFacts request, ResponseHead head) {
    super(endpoint, request, head);
  }

  @Override
  public void text(MediaKey key, String value) {
    if (key == MediaKey.SECONDS) {
      try {
        seconds = new BigDecimal(value);
      } catch (NumberFormatException notOne) {
        seconds = null;
      }
    }
    super.text(key, value);
  }

  @Override
  public void decimal(MediaKey key, BigDecimal value) {
    if (key == MediaKey.SECONDS) {
      seconds = value;
    }
    super.decimal(key, value);
  }

  @Override
  void bill(Usage.Builder usage) {
    Media media = request.media();
    Long asked = media == null ? null : media.videoMillis();
    long millis = seconds != null || asked == null ? millis(seconds) : asked;
    Long videos = request.choiceCount();
    if (millis >= 0 && id != null) {
      usage.set(
          Unit.VIDEO_MILLIS, videos == null ? millis : millis * Math.min(videos, MOST_VIDEOS));
    }
  }
}
