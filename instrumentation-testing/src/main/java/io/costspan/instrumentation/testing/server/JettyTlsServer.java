// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.testing.server;

import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** HTTP over TLS: HTTP/2 by ALPN with HTTP/1.1 to fall back to, or HTTP/1.1 alone. */
public final class JettyTlsServer implements TestServer {
  private final Behaviours behaviours = new Behaviours();
  private final Server server;
  private final ServerConnector connector;
  private final AtomicInteger accepted = new AtomicInteger();

  /** Listens on a free port. */
  public JettyTlsServer(boolean http2) {
    QueuedThreadPool threads = new QueuedThreadPool(200, 8);
    threads.setDaemon(true);
    server = new Server(threads);
    HttpConfiguration http = new HttpConfiguration();
    http.addCustomizer(new SecureRequestCustomizer(false));
    http.setSendServerVersion(false);
    http.setOutputBufferSize(1 << 16);
    HttpConnectionFactory http1 = new HttpConnectionFactory(http);
    if (http2) {
      ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
      alpn.setDefaultProtocol(http1.getProtocol());
      HTTP2ServerConnectionFactory h2 = new HTTP2ServerConnectionFactory(http);
      h2.setMaxConcurrentStreams(1000); // a client may fail what is more than it is granted
      connector =
          new ServerConnector(
              server, new SslConnectionFactory(tls(), alpn.getProtocol()), alpn, h2, http1);
    } else {
      connector =
          new ServerConnector(server, new SslConnectionFactory(tls(), http1.getProtocol()), http1);
    }
    connector.setHost("127.0.0.1");
    connector.addBean(new Accepted());
    server.addConnector(connector);
    server.setHandler(new Serving());
    try {
      server.start();
    } catch (Exception e) {
      throw new IllegalStateException("the test server did not start", e);
    }
  }

  private static SslContextFactory.Server tls() {
    SslContextFactory.Server tls = new SslContextFactory.Server();
    tls.setKeyStore(TestTls.keys());
    tls.setKeyStorePassword(TestTls.PASSWORD);
    return tls;
  }

  @Override
  public URI uri(String path) {
    return URI.create("https://127.0.0.1:" + connector.getLocalPort() + path);
  }

  @Override
  public void on(String path, Behaviour behaviour) {
    behaviours.on(path, behaviour);
  }

  @Override
  public List<ReceivedRequest> received(String path) {
    return behaviours.received(path);
  }

  @Override
  public int connections() {
    return accepted.get();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the test server did not stop", e);
    }
  }

  /** Each connection is one of TLS and, within, one of HTTP. */
  private final class Accepted implements Connection.Listener {
    @Override
    public void onOpened(Connection connection) {
      if (connection instanceof SslConnection) {
        accepted.incrementAndGet();
      }
    }
  }

  private final class Serving extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      JettyReply reply = new JettyReply(request, response);
      try {
        behaviours.serve(received(request), reply);
        callback.succeeded();
      } catch (Exception clientGone) {
        callback.failed(clientGone);
      }
      return true;
    }

    private ReceivedRequest received(Request request) {
      Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      for (HttpField field : request.getHeaders()) {
        headers.computeIfAbsent(field.getName(), name -> new ArrayList<>()).add(field.getValue());
      }
      byte[] body = new byte[0];
      boolean complete = true;
      try {
        body = Content.Source.asInputStream(request).readAllBytes();
      } catch (Exception cutOff) {
        complete = false;
      }
      return new ReceivedRequest(
          request.getMethod(),
          request.getHttpURI().getPath(),
          headers,
          ByteBuffer.wrap(body),
          complete);
    }
  }
}
