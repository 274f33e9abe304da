// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.dialect;

import static io.costspan.engine.wire.dialect.UsageTally.UNSAID;

import io.costspan.engine.usage.Unit;
import io.costspan.engine.usage.Usage;
import io.costspan.engine.wire.Endpoint;
import io.costspan.engine.wire.RequestFacts;
import io.costspan.engine.wire.ResponseHead;

/**
 * Reads pictures, whole or as a stream that ends each with an event {@code
 * image_generation.completed} or {@code image_edit.completed}. Models that count tokens say so;
 * those that do not are paid by the picture, of which there are as many as were sent.
 */
final class ImageReader extends MediaReader {
  private long pictures;

  ImageReader(Endpoint endpoint, RequestFacts request, ResponseHead head) {
    super(endpoint, request, head);
  }

  @Override
  public void start(MediaKey key) {
    if (key == MediaKey.PICTURE) {
      pictures++;
    }
    super.start(key);
  }

  @Override
  public void text(MediaKey key, String value) {
    boolean completed =
        key == MediaKey.TYPE && value.startsWith("image_") && value.endsWith(".completed");
    if (completed || key == MediaKey.PICTURE_TYPE) {
      pictures++;
    }
    super.text(key, value);
  }

  @Override
  void bill(Usage.Builder usage) {
    billTokens(usage);
    long image = tally.get(MediaKey.OUTPUT_IMAGE);
    if (image == UNSAID && tally.get(MediaKey.OUTPUT_TEXT) == UNSAID) {
      // the older of these models put out nothing but the picture, and do not say what of it is one
      image = tally.get(MediaKey.OUTPUT);
    }
    usage.set(Unit.INPUT_IMAGE, tally.get(MediaKey.INPUT_IMAGE)).set(Unit.OUTPUT_IMAGE, image);
    if (pictures > 0) {
      usage.set(Unit.IMAGES, pictures);
    }
  }
}
