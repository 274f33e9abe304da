// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The model, or deployment, that a path names. */
final class PathModel {

  private PathModel() {}

  /**
   * The name; {@code null} when the path has none.
   *
   * @param end where the path of the URL ends
   */
  static @Nullable String of(PathRule rule, String url, int end) {
    if (rule.names()) {
      int to = end - rule.suffix().length();
      int from = rule.partBefore(url, to) + rule.within().length();
      while (from < to && url.charAt(from) == '/') {
        from++;
      }
      return to > from ? decoded(url.substring(from, to)) : null;
    }
    return usual(url, end);
  }

  /** Azure's {@code /deployments/name/...}, Google's {@code /models/name:verb}. */
  private static @Nullable String usual(String url, int end) {
    int deployment = url.lastIndexOf("/deployments/", end);
    if (deployment >= 0) {
      int from = deployment + "/deployments/".length();
      int to = url.indexOf('/', from);
      return to > from && to <= end ? decoded(url.substring(from, to)) : null;
    }
    int slash = url.lastIndexOf('/', end - 1);
    int colon = url.lastIndexOf(':', end - 1);
    // behind the slashes of the scheme a colon is that of a port
    boolean inPath = slash >= 0 && slash != url.indexOf("://") + 2;
    return inPath && colon > slash + 1 ? decoded(url.substring(slash + 1, colon)) : null;
  }

  private static String decoded(String segment) {
    if (segment.indexOf('%') < 0) {
      return segment;
    }
    try {
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return segment;
    }
  }
}
