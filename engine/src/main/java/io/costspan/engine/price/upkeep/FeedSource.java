// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price.upkeep;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where a feed's text comes from. */
interface FeedSource {

  /** No feed is larger. */
  int MOST_BYTES = 16 << 20;

  /**
   * The text as it is now; {@code null} when it is still the one of that mark.
   *
   * @throws IOException when it cannot be had, with what to tell the user
   */
  @Nullable Delivery fetch(@Nullable String mark) throws IOException;

  /** The source of a setting's text: an address or a path. */
  static FeedSource of(String from) {
    return from.startsWith("https://") || from.startsWith("http://")
        ? new HttpFeed(from)
        : new FileFeed(Path.of(from));
  }
}
