// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.simulator.server;

import io.costspan.simulator.provider.Providers;
import io.costspan.simulator.tls.CertificateAuthority;
import java.io.IOException;
import java.security.KeyStore;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** A plain port with HTTP/1.1 and h2c, and a TLS port with HTTP/1.1 and HTTP/2; loopback only. */
public final class JettyServer implements AutoCloseable {

  private static final String LOCALHOST = "127.0.0.1";

  private final Server server;
  private final ServerConnector http;
  private final ServerConnector https;
  private final RequestLog log = new RequestLog();

  /**
   * Binds and starts.
   *
   * @param keys the TLS server's key
   * @param httpPort 0 for any
   * @param httpsPort 0 for any; where a given one cannot be bound, any
   * @param providers who answers
   */
  public JettyServer(KeyStore keys, int httpPort, int httpsPort, Providers providers)
      throws Exception {
    QueuedThreadPool threads = new QueuedThreadPool(200);
    threads.setName("simulator");
    threads.setDaemon(true);
    server = new Server(threads);
    http = plain(httpPort);
    https = secure(keys);
    bind(https, httpsPort);
    server.addConnector(http);
    server.addConnector(https);
    server.setHandler(new ProviderHandler(log, providers));
    server.start();
  }

  /** Port of the plain connector. */
  public int httpPort() {
    return http.getLocalPort();
  }

  /** Port of the TLS connector. */
  public int httpsPort() {
    return https.getLocalPort();
  }

  /** Loopback address of the TLS connector. */
  public String httpsAddress() {
    return https.getHost();
  }

  /** What arrived. */
  public RequestLog log() {
    return log;
  }

  @Override
  public void close() throws IOException {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IOException("the server did not stop", e);
    }
  }

  private ServerConnector plain(int port) {
    HttpConfiguration config = configuration();
    ServerConnector connector =
        new ServerConnector(
            server, new HttpConnectionFactory(config), new HTTP2CServerConnectionFactory(config));
    connector.setHost(LOCALHOST);
    connector.setPort(port);
    return connector;
  }

  private ServerConnector secure(KeyStore keys) {
    SslContextFactory.Server tls = new SslContextFactory.Server();
    tls.setKeyStore(keys);
    tls.setKeyStorePassword(CertificateAuthority.PASSWORD);
    HttpConfiguration config = configuration();
    config.addCustomizer(new SecureRequestCustomizer(false));
    ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
    alpn.setDefaultProtocol("http/1.1");
    return new ServerConnector(
        server,
        new SslConnectionFactory(tls, alpn.getProtocol()),
        alpn,
        new HTTP2ServerConnectionFactory(config),
        new HttpConnectionFactory(config));
  }

  /**
   * A privileged port is tried on an address of its own in 127/8, so that simulators run beside
   * each other, then on 127.0.0.1, where systems without the rest of 127/8 have it; then any port.
   */
  private static void bind(ServerConnector connector, int port) throws IOException {
    if (port == 0 || !(opens(connector, ownAddress(), port) || opens(connector, LOCALHOST, port))) {
      connector.setHost(LOCALHOST);
      connector.setPort(0);
      connector.open();
    }
  }

  private static boolean opens(ServerConnector connector, String address, int port) {
    connector.setHost(address);
    connector.setPort(port);
    try {
      connector.open();
      return true;
    } catch (IOException notHere) {
      return false;
    }
  }

  private static String ownAddress() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return "127." + random.nextInt(1, 255) + "." + random.nextInt(1, 255) + ".1";
  }

  private static HttpConfiguration configuration() {
    HttpConfiguration config = new HttpConfiguration();
    config.setSendServerVersion(false);
    return config;
  }
}
