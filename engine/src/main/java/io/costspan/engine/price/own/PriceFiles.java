// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price.own;

import io.costspan.engine.price.OwnPrice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The price files the settings name, read again when they change. A file that cannot be taken is
 * told, once for each of its states, and what it said last stays in force. Thread-safe.
 */
public final class PriceFiles {

  /** No price file is larger; LiteLLM's own is a tenth of it. */
  private static final long MOST_BYTES = 16L << 20;

  /** What a look at a file shows of its state. */
  private record Stamp(long modifiedMillis, long size) {
    static final Stamp NONE = new Stamp(-1, -1);
  }

  private static final class Watched {
    final Path path;
    @Nullable Stamp seen;
    boolean lookedAt;
    String unread = "";
    Map<String, OwnPrice> good = Map.of();

    Watched(Path path) {
      this.path = path;
    }
  }

  private final List<Watched> files = new ArrayList<>();
  private final Consumer<String> tell;

  /**
   * @param paths the later one goes before the earlier, field by field
   * @param tell told what is wrong, in a line each
   */
  public PriceFiles(List<Path> paths, Consumer<String> tell) {
    paths.forEach(path -> this.files.add(new Watched(path)));
    this.tell = tell;
  }

  /** Whether there is anything to watch. */
  public boolean isEmpty() {
    return files.isEmpty();
  }

  /** Reads the files that changed since the last look. Returns whether any of them counts anew. */
  public synchronized boolean look() {
    boolean changed = false;
    for (Watched file : files) {
      changed |= look(file);
    }
    return changed;
  }

  private boolean look(Watched file) {
    Stamp now = stamp(file.path);
    if (now.equals(file.seen)) {
      return false;
    }
    boolean first = !file.lookedAt;
    file.lookedAt = true;
    file.seen = now;
    try {
      if (now.size > MOST_BYTES) {
        throw new PriceFileException("larger than " + MOST_BYTES + " bytes");
      }
      LiteLlmFile read = LiteLlmFile.read(Files.readAllBytes(file.path));
      read.notes().forEach(note -> tell.accept("price file " + file.path + ", " + note));
      file.good = read.prices();
      file.unread = "";
      return true;
    } catch (PriceFileException e) {
      tell.accept("price file " + file.path + ", " + e.getMessage() + "; " + kept(first));
    } catch (NoSuchFileException e) {
      tell.accept("price file " + file.path + " is not there; " + kept(first));
    } catch (IOException e) {
      // nothing in its state tells when it can be read again
      file.seen = null;
      if (!file.unread.equals(e.toString())) {
        file.unread = e.toString();
        tell.accept("price file " + file.path + " cannot be read: " + e + "; " + kept(first));
      }
    }
    return false;
  }

  private static String kept(boolean first) {
    return first ? "it is left out until it can be" : "what it said before stays in force";
  }

  private static Stamp stamp(Path path) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
      return new Stamp(attributes.lastModifiedTime().toMillis(), attributes.size());
    } catch (IOException e) {
      return Stamp.NONE;
    }
  }

  /** What the files say together. */
  public synchronized Map<String, OwnPrice> prices() {
    Map<String, OwnPrice> all = new HashMap<>();
    for (Watched file : files) {
      file.good.forEach((key, price) -> all.merge(key, price, (old, own) -> own.over(old)));
    }
    return all;
  }
}
