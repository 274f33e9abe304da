// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.meter;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns an API key into eight hex digits that tell two keys apart and nothing else: SHA-256 over a
 * private salt and the key. The last key is remembered, since an application has one or two.
 * Thread-safe.
 */
public final class Fingerprint {
  private static final int BYTES = 4;

  private final Supplier<byte[]> source;
  private byte @Nullable [] salt;
  private volatile @Nullable Known last;

  /**
   * @param salt private to this host, so that a fingerprint cannot be looked up elsewhere; at least
   *     16 bytes
   */
  public Fingerprint(byte[] salt) {
    byte[] copy = salt.clone();
    this.source = () -> copy;
    this.salt = checked(copy);
  }

  /**
   * @param salt as above, asked for once, when the first credential is seen
   */
  public Fingerprint(Supplier<byte[]> salt) {
    this.source = salt;
  }

  /** The fingerprint of a credential header's value; {@code null} for {@code null}. */
  public @Nullable String of(@Nullable String credential) {
    if (credential == null) {
      return null;
    }
    Known known = last;
    if (known == null || !known.credential.equals(credential)) {
      known = new Known(credential, digest(credential));
      last = known;
    }
    return known.fingerprint;
  }

  private String digest(String credential) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(salt());
      byte[] digest = sha.digest(credential.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private synchronized byte[] salt() {
    byte[] known = salt;
    if (known == null) {
      known = checked(source.get());
      salt = known;
    }
    return known;
  }

  private static byte[] checked(byte[] salt) {
    if (salt.length < 16) {
      throw new IllegalArgumentException("salt of " + salt.length + " bytes; 16 are the least");
    }
    return salt;
  }

  private record Known(String credential, String fingerprint) {}
}
