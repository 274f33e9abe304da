// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache.store;

import io.costspan.engine.cache.key.CacheKey;
import io.costspan.engine.file.PrivateFiles;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The files of the answers, one each, named by its key; a file's time of modification is when its
 * answer is over. Other JVMs of the host use the same folder. What is in it is known without
 * looking, as of the last {@link #look}. All but {@link #has} is for threads of our own.
 */
final class DiskFolder {
  private static final String END = ".answer";
  private static final int MOST_FILES = 50_000;
  private static final long LONGEST = 64L << 20;
  private static final Duration DRAFTS = Duration.ofHours(1);

  private final Path folder;
  private final long mostBytes;
  private final Writing writing;
  private final Reading reading;
  private final Map<CacheKey, Entry> entries = new ConcurrentHashMap<>();
  private final AtomicLong evictions = new AtomicLong();

  /** Puts bytes in a file's place at once, with their time of modification. */
  @FunctionalInterface
  interface Writing {
    void replace(Path file, byte[] bytes, Instant modified) throws IOException;
  }

  /** All bytes of a file. */
  @FunctionalInterface
  interface Reading {
    byte[] bytes(Path file) throws IOException;
  }

  /**
   * @param mostBytes what all files may take
   */
  DiskFolder(Path folder, long mostBytes, Writing writing) {
    this(folder, mostBytes, writing, Files::readAllBytes);
  }

  DiskFolder(Path folder, long mostBytes, Writing writing, Reading reading) {
    this.folder = folder;
    this.mostBytes = mostBytes;
    this.writing = writing;
    this.reading = reading;
  }

  /** Whether there was a file of the key when last looked. */
  boolean has(CacheKey key) {
    return entries.containsKey(key);
  }

  Set<CacheKey> keys() {
    return Set.copyOf(entries.keySet());
  }

  int count() {
    return entries.size();
  }

  long bytes() {
    return entries.values().stream().mapToLong(Entry::size).sum();
  }

  long evictions() {
    return evictions.get();
  }

  /** Looks what is there, whoever put it there, and makes room. */
  synchronized void look(Instant now) throws IOException {
    PrivateFiles.directory(folder);
    Map<CacheKey, Entry> found = new ConcurrentHashMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        look(file, now, found);
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    entries.keySet().retainAll(found.keySet());
    entries.putAll(found);
    makeRoom();
  }

  private static void look(Path file, Instant now, Map<CacheKey, Entry> found) throws IOException {
    String name = file.getFileName().toString();
    int end = name.indexOf(END);
    CacheKey key = end < 0 ? null : CacheKey.parse(name.substring(0, end));
    if (key == null) {
      return; // none of ours
    }
    BasicFileAttributes attributes;
    try {
      attributes = Files.readAttributes(file, BasicFileAttributes.class);
    } catch (IOException gone) {
      return;
    }
    Instant until = attributes.lastModifiedTime().toInstant();
    boolean draft = !name.endsWith(END);
    if (draft && until.plus(DRAFTS).isBefore(now)) {
      Files.deleteIfExists(file);
    } else if (!draft && !over(until, now)) {
      found.put(key, new Entry(attributes.size(), until));
    } else if (!draft) {
      sweep(file, now);
    }
  }

  private static boolean over(Instant until, Instant now) {
    return until.isBefore(now);
  }

  /** Another JVM may have put a new answer in this one's place by now: that is put back. */
  static void sweep(Path file, Instant now) throws IOException {
    Path aside = file.resolveSibling(file.getFileName() + "-swept-" + System.nanoTime());
    try {
      Files.move(file, aside, StandardCopyOption.ATOMIC_MOVE);
      if (!over(Files.getLastModifiedTime(aside).toInstant(), now)) {
        Files.move(aside, file); // unless there is a newer one still
      }
    } catch (NoSuchFileException | FileAlreadyExistsException others) {
      // somebody else was quicker
    } finally {
      Files.deleteIfExists(aside);
    }
  }

  /** The bytes of a key's file; {@code null} when there is none. */
  byte @Nullable [] read(CacheKey key) throws IOException {
    Path file = file(key);
    if (!Files.isRegularFile(file) || Files.size(file) > LONGEST) {
      entries.remove(key);
      return null;
    }
    try {
      return reading.bytes(file);
    } catch (NoSuchFileException gone) {
      entries.remove(key); // somebody made room just now
      return null;
    }
  }

  /**
   * Writes a key's file.
   *
   * @param wanted whether it is still to be there; asked when no {@link #look} can come between
   */
  synchronized void write(CacheKey key, byte[] bytes, Instant until, BooleanSupplier wanted)
      throws IOException {
    if (bytes.length > Math.min(LONGEST, mostBytes) || !wanted.getAsBoolean()) {
      return;
    }
    writing.replace(file(key), bytes, until);
    entries.put(key, new Entry(bytes.length, until));
    makeRoom();
  }

  /** Deletes a key's file. */
  synchronized void delete(CacheKey key) throws IOException {
    entries.remove(key);
    Files.deleteIfExists(file(key));
  }

  /** Those that would be over first go first, down to nine tenths. */
  private void makeRoom() throws IOException {
    long bytes = bytes();
    int count = count();
    if (bytes <= mostBytes && count <= MOST_FILES) {
      return;
    }
    List<Map.Entry<CacheKey, Entry>> all = new ArrayList<>(entries.entrySet());
    all.sort(Comparator.comparing(entry -> entry.getValue().until));
    for (Map.Entry<CacheKey, Entry> entry : all) {
      if (bytes <= mostBytes / 10 * 9 && count <= MOST_FILES / 10 * 9) {
        return;
      }
      delete(entry.getKey());
      bytes -= entry.getValue().size;
      count--;
      evictions.incrementAndGet();
    }
  }

  private Path file(CacheKey key) {
    return folder.resolve(key.hex() + END);
  }

  private record Entry(long size, Instant until) {}
}
