// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.conformance.corpus;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where an exchange is sent: the recorded host, port and path in plain HTTP. Recordings have place
 * holders ({@code <REGION>}) and characters that no URI may hold; those are written as something
 * that a client takes.
 */
public final class Address {
  private static final Pattern SCHEME = Pattern.compile("^(https?)://", Pattern.CASE_INSENSITIVE);

  private Address() {}

  /**
   * The URI, with an explicit port: the recorded one, or the one that the recorded scheme stands
   * for. {@code null} when the record names no URL that could be sent to.
   */
  public static @Nullable URI of(Exchange exchange) {
    String url = exchange.url();
    if (url == null) {
      url = Synthesis.url(exchange);
    }
    return url == null ? null : parse(url);
  }

  static @Nullable URI parse(String url) {
    var scheme = SCHEME.matcher(url);
    boolean named = scheme.find();
    int defaultPort = named && scheme.group(1).equalsIgnoreCase("http") ? 80 : 443;
    String rest = named ? url.substring(scheme.end()) : url;
    int fragment = rest.indexOf('#');
    rest = fragment < 0 ? rest : rest.substring(0, fragment);
    int end = authorityEnd(rest);
    String authority = host(rest.substring(rest.lastIndexOf('@', end - 1) + 1, end));
    String path = legal(rest.substring(end));
    try {
      URI uri = new URI("http://" + authority + (path.startsWith("/") ? path : "/" + path));
      if (uri.getHost() == null) {
        return null;
      }
      return uri.getPort() >= 0
          ? uri
          : new URI(
              "http://"
                  + uri.getHost()
                  + ":"
                  + defaultPort
                  + uri.toString().substring(7 + uri.getHost().length()));
    } catch (URISyntaxException e) {
      return null;
    }
  }

  private static int authorityEnd(String rest) {
    for (int i = 0; i < rest.length(); i++) {
      if (rest.charAt(i) == '/' || rest.charAt(i) == '?') {
        return i;
      }
    }
    return rest.length();
  }

  private static String host(String authority) {
    return authority
        .replaceAll("[<>{}$]", "")
        .replace('_', '-')
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^a-z0-9.:\\[\\]-]", "-");
  }

  private static String legal(String path) {
    StringBuilder legal = new StringBuilder(path.length());
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain = c > ' ' && c < 127 && "<>{}|\"^`[]\\".indexOf(c) < 0;
      legal.append(plain ? String.valueOf(c) : String.format("%%%02X", (int) c));
    }
    // a per cent sign that begins no escape is one itself
    return legal.toString().replaceAll("%(?![0-9a-fA-F]{2})", "%25");
  }
}
