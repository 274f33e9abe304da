// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price.upkeep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A feed that something else writes to a file of this machine. */
record FileFeed(Path path) implements FeedSource {

  @Override
  public @Nullable Delivery fetch(@Nullable String mark) throws IOException {
    String now = Files.getLastModifiedTime(path).toMillis() + "-" + Files.size(path);
    if (now.equals(mark)) {
      return null;
    }
    if (Files.size(path) > MOST_BYTES) {
      throw new IOException("larger than " + MOST_BYTES + " bytes");
    }
    return new Delivery(Files.readAllBytes(path), now);
  }
}
