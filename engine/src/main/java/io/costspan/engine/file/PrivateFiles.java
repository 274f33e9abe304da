// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes directories and files that only their owner may read. Where the file system knows no POSIX
 * permissions (Windows), they inherit those of the user's own directory.
 */
public final class PrivateFiles {
  private static final Set<PosixFilePermission> OWNER_DIRECTORY =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> OWNER_FILE =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<OpenOption> NEW =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  private PrivateFiles() {}

  /** Makes a directory and those above it where they are missing; takes others' rights away. */
  public static void directory(Path directory) throws IOException {
    parents(directory);
    if (posix() && !Files.getPosixFilePermissions(directory).equals(OWNER_DIRECTORY)) {
      Files.setPosixFilePermissions(directory, OWNER_DIRECTORY);
    }
  }

  /** Makes a directory and those above it where they are missing; leaves those alone that are. */
  public static void parents(Path directory) throws IOException {
    if (posix()) {
      Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(OWNER_DIRECTORY));
    } else {
      Files.createDirectories(directory);
    }
  }

  /** Makes a file that is not there yet and opens it for writing. */
  public static FileChannel create(Path file) throws IOException {
    FileAttribute<?>[] attributes =
        posix()
            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_FILE)}
            : new FileAttribute<?>[0];
    return FileChannel.open(file, NEW, attributes);
  }

  /**
   * Puts bytes in a file's place at once: who reads it finds the old ones or the new ones, never a
   * part. The directory is made where it is missing.
   */
  public static void replace(Path file, byte[] bytes) throws IOException {
    put(file, bytes, null);
  }

  /**
   * As {@link #replace(Path, byte[])}, the file's time of modification being one of the caller's
   * choice from the first moment it is there.
   */
  public static void replace(Path file, byte[] bytes, Instant modified) throws IOException {
    put(file, bytes, FileTime.from(modified));
  }

  private static void put(Path file, byte[] bytes, @Nullable FileTime modified) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    if (directory == null) {
      throw new IOException("not a file: " + file);
    }
    parents(directory);
    Path draft =
        directory.resolve(
            file.getFileName() + "-" + ProcessHandle.current().pid() + "-" + System.nanoTime());
    try {
      try (FileChannel channel = create(draft)) {
        ByteBuffer left = ByteBuffer.wrap(bytes);
        while (left.hasRemaining()) {
          channel.write(left);
        }
        channel.force(true);
      }
      if (modified != null) {
        Files.setLastModifiedTime(draft, modified);
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static boolean posix() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  }
}
