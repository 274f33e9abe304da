// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.simulator.tls;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A throw-away certificate authority: P-256 keys, valid from yesterday for a week, never written to
 * disk but for the CA's own certificate. Immutable.
 */
public final class CertificateAuthority {

  /** Password of every key store made here; it guards nothing. */
  public static final String PASSWORD = "changeit";

  private static final byte[] ECDSA_WITH_SHA256 = Der.sequence(Der.oid(1, 2, 840, 10045, 4, 3, 2));
  private static final String CA_NAME = "costspan simulator CA";
  private static final SecureRandom RANDOM = new SecureRandom();

  private final KeyPair keys;
  private final Certificate certificate;

  /** Makes a new authority. */
  public CertificateAuthority() throws GeneralSecurityException {
    keys = newKeys();
    certificate =
        certificate(
            CA_NAME,
            keys.getPublic(),
            extension(Der.oid(2, 5, 29, 19), true, Der.sequence(Der.trueValue())));
  }

  /** A PKCS12 store with the CA's certificate alone: what a client has to trust. */
  public KeyStore trustStore() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("simulator-ca", certificate);
    return store;
  }

  /** A PKCS12 store with a new key for these DNS names and for 127.0.0.1. */
  public KeyStore serverStore(List<String> dnsNames) throws Exception {
    KeyPair server = newKeys();
    Certificate[] chain = {
      certificate(
          "costspan simulator",
          server.getPublic(),
          extension(Der.oid(2, 5, 29, 17), false, alternativeNames(dnsNames))),
      certificate
    };
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry("server", server.getPrivate(), PASSWORD.toCharArray(), chain);
    return store;
  }

  private Certificate certificate(String subject, PublicKey key, byte[] extension)
      throws GeneralSecurityException {
    Instant now = Instant.now();
    byte[] body =
        Der.sequence(
            Der.explicit(0, Der.integer(BigInteger.TWO)), // X.509 v3
            Der.integer(new BigInteger(63, RANDOM).add(BigInteger.ONE)),
            ECDSA_WITH_SHA256,
            name(CA_NAME),
            Der.sequence(
                Der.time(now.minus(Duration.ofDays(1))), Der.time(now.plus(Duration.ofDays(7)))),
            name(subject),
            key.getEncoded(),
            Der.explicit(3, Der.sequence(extension)));
    byte[] encoded = Der.sequence(body, ECDSA_WITH_SHA256, Der.bits(sign(keys.getPrivate(), body)));
    return CertificateFactory.getInstance("X.509")
        .generateCertificate(new ByteArrayInputStream(encoded));
  }

  private static byte[] alternativeNames(List<String> dnsNames) {
    byte[][] names = new byte[dnsNames.size() + 1][];
    for (int i = 0; i < dnsNames.size(); i++) {
      names[i] = Der.implicit(2, dnsNames.get(i).getBytes(StandardCharsets.US_ASCII));
    }
    names[dnsNames.size()] = Der.implicit(7, new byte[] {127, 0, 0, 1});
    return Der.sequence(names);
  }

  private static byte[] extension(byte[] oid, boolean critical, byte[] value) {
    return critical
        ? Der.sequence(oid, Der.trueValue(), Der.octets(value))
        : Der.sequence(oid, Der.octets(value));
  }

  private static byte[] name(String commonName) {
    return Der.sequence(Der.set(Der.sequence(Der.oid(2, 5, 4, 3), Der.utf8(commonName))));
  }

  private static byte[] sign(PrivateKey key, byte[] body) throws GeneralSecurityException {
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(key);
    signature.update(body);
    return signature.sign();
  }

  private static KeyPair newKeys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }
}
