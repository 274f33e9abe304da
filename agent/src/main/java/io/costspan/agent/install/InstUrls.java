// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.agent.install;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Opens the URLs that the isolated loader gives for its resources, so that a {@code ServiceLoader}
 * and a library's own {@code getResource} work behind it. Handed to each URL, never registered: the
 * protocol does not exist for the application.
 */
public final class InstUrls extends URLStreamHandler {
  private final Function<String, @Nullable InputStream> resources;

  /**
   * @param resources opens a resource by its name; {@code null} when there is none
   */
  public InstUrls(Function<String, @Nullable InputStream> resources) {
    this.resources = resources;
  }

  @Override
  protected URLConnection openConnection(URL url) {
    return new ResourceConnection(url, resources);
  }

  private static final class ResourceConnection extends URLConnection {
    private final Function<String, @Nullable InputStream> resources;

    ResourceConnection(URL url, Function<String, @Nullable InputStream> resources) {
      super(url);
      this.resources = resources;
    }

    @Override
    public void connect() {
      connected = true;
    }

    @Override
    public InputStream getInputStream() throws IOException {
      InputStream in = resources.apply(url.getPath().substring(1));
      if (in == null) {
        throw new IOException("no " + url);
      }
      return in;
    }
  }
}
