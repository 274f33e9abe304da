// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.telemetry;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Knocks before an export. The SDK would try a closed door five times with growing pauses, and a
 * JVM that ends meanwhile would wait for it; a refusal is plain at once. Anything else than a plain
 * refusal is left to the exporter. Thread-safe; blocks for a quarter of a second at the most, on an
 * export thread.
 */
final class CollectorDoor {
  private static final int PATIENCE_MILLIS = 250;

  private final @Nullable URI endpoint;

  /**
   * @param endpoint where exports go
   */
  CollectorDoor(String endpoint) {
    this.endpoint = direct(endpoint);
  }

  /** The refusal; {@code null} when the door is open, or nothing can be said about it. */
  @Nullable ConnectException refusal() {
    URI to = endpoint;
    if (to == null) {
      return null;
    }
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(to.getHost(), port(to)), PATIENCE_MILLIS);
      return null;
    } catch (ConnectException refused) {
      return refused;
    } catch (IOException | RuntimeException unknown) {
      return null;
    }
  }

  private static int port(URI uri) {
    if (uri.getPort() > 0) {
      return uri.getPort();
    }
    return "https".equals(uri.getScheme()) ? 443 : 80;
  }

  /** The endpoint, when nothing stands between: a proxy's door says nothing of the collector's. */
  private static @Nullable URI direct(String endpoint) {
    try {
      URI uri = new URI(endpoint);
      ProxySelector proxies = ProxySelector.getDefault();
      List<Proxy> way = proxies == null ? List.of() : proxies.select(uri);
      boolean proxied = way.stream().anyMatch(proxy -> proxy.type() != Proxy.Type.DIRECT);
      return uri.getHost() == null || proxied ? null : uri;
    } catch (Exception notAnAddress) {
      return null;
    }
  }
}
