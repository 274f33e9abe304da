// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.simulator;

import io.costspan.simulator.provider.Providers;
import io.costspan.simulator.server.JettyServer;
import io.costspan.simulator.server.RequestLog;
import io.costspan.simulator.tls.CertificateAuthority;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A running simulator. Clients reach it by a provider's real name when they are started with {@link
 * #clientOptions()}; the port is 443 where that could be bound, else the name needs {@link #url}.
 * Thread-safe.
 */
public final class Simulator implements AutoCloseable {

  private final JettyServer server;
  private final Path trustStore;
  private final Path hostsFile;

  private Simulator(JettyServer server, Path trustStore, Path hostsFile) {
    this.server = server;
    this.trustStore = trustStore;
    this.hostsFile = hostsFile;
  }

  /** Starts on any plain port and on 443 where it may. */
  public static Simulator start(Path dir) throws Exception {
    return start(dir, 0, 443, Duration.ZERO);
  }

  /**
   * Starts.
   *
   * @param dir where the trust store and the hosts file are written; made when missing
   * @param httpPort plain port; 0 for any
   * @param httpsPort TLS port; 0 for any; any as well where this one cannot be bound
   * @param pace wait between the events of a stream whose request does not say another
   */
  public static Simulator start(Path dir, int httpPort, int httpsPort, Duration pace)
      throws Exception {
    Files.createDirectories(dir);
    CertificateAuthority authority = new CertificateAuthority();
    Path trustStore = dir.resolve("simulator-ca.p12").toAbsolutePath();
    try (OutputStream out = Files.newOutputStream(trustStore)) {
      authority.trustStore().store(out, CertificateAuthority.PASSWORD.toCharArray());
    }
    JettyServer server =
        new JettyServer(
            authority.serverStore(ProviderNames.CERTIFIED),
            httpPort,
            httpsPort,
            new Providers(pace));
    Path hostsFile = dir.resolve("hosts").toAbsolutePath();
    HostsFile.write(hostsFile, server.httpsAddress());
    return new Simulator(server, trustStore, hostsFile);
  }

  /** Port of the plain connector (HTTP/1.1, h2c). */
  public int httpPort() {
    return server.httpPort();
  }

  /** Port of the TLS connector (HTTP/1.1, HTTP/2). */
  public int httpsPort() {
    return server.httpsPort();
  }

  /** Base URL of the plain connector, without a trailing slash. */
  public String httpUrl() {
    return "http://localhost:" + httpPort();
  }

  /** Base URL of a provider by its real name, without a trailing slash. */
  public String url(String host) {
    return "https://" + host + (httpsPort() == 443 ? "" : ":" + httpsPort());
  }

  /** JVM options that make a client resolve the providers' names to here and trust the answer. */
  public List<String> clientOptions() {
    return List.of(
        "-Djdk.net.hosts.file=" + hostsFile,
        "-Djavax.net.ssl.trustStore=" + trustStore,
        "-Djavax.net.ssl.trustStoreType=PKCS12",
        "-Djavax.net.ssl.trustStorePassword=" + CertificateAuthority.PASSWORD);
  }

  /** What arrived. */
  public RequestLog requests() {
    return server.log();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
