// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

import java.net.URI;
import java.net.URISyntaxException;

/** An address that is told of something. Often it holds a secret, so it is never shown whole. */
final class WebhookType extends ValueType<URI> {

  @Override
  String name() {
    return "address";
  }

  @Override
  String accepted() {
    return "an https:// or http:// address";
  }

  @Override
  boolean secret() {
    return true;
  }

  @Override
  URI parse(String text) throws BadValueException {
    try {
      URI uri = new URI(text);
      boolean web =
          "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
      if (web && uri.getHost() != null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      throw new BadValueException(e.getReason());
    }
    throw new BadValueException("no address of the web");
  }

  @Override
  String show(URI uri) {
    return uri.getScheme() + "://" + uri.getHost() + "/...";
  }
}
