// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where to fetch something from: an address, plain HTTP on this machine only, or a path. Empty for
 * nowhere.
 */
final class FeedType extends ValueType<String> {
  private static final PathType PATH = new PathType();

  @Override
  String name() {
    return "feed";
  }

  @Override
  String accepted() {
    return "an https:// address, http:// on this machine only, or a path; ~ is the home directory";
  }

  @Override
  String parse(String text) throws BadValueException {
    if (text.isEmpty()) {
      return "";
    }
    int scheme = text.indexOf("://");
    if (scheme < 0) {
      return PATH.parse(text).toString();
    }
    try {
      URI uri = new URI(text);
      String host = uri.getHost();
      boolean here = "localhost".equals(host) || "127.0.0.1".equals(host) || "[::1]".equals(host);
      if (host != null
          && ("https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && here))) {
        return text;
      }
    } catch (URISyntaxException e) {
      throw new BadValueException(e.getReason());
    }
    throw new BadValueException("not such an address");
  }
}
