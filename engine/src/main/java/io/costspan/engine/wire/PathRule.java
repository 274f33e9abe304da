// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a path that ends in a certain way is read. Only the end counts: gateways put what they like
 * before it. Immutable.
 *
 * @param within what the path must have before that end; empty for anything
 * @param suffix the end of the path, one {@code *} in it for a segment of any name; empty where the
 *     path ends in a model's name
 * @param operation the GenAI conventions' operation name
 * @param stream whether the path asks for a stream; {@code null} when it does not say
 * @param stranger provider id where the host is not known
 * @param only the providers that have the path, where it is too common a word to be taken for a
 *     call anywhere else; empty for any host
 * @param names whether a model's name stands between {@code within} and {@code suffix}
 * @param proven whether a known host serves more under the path than calls of the dialect, so that
 *     the request must have the shape there, too
 */
record PathRule(
    String within,
    String suffix,
    Dialect dialect,
    String operation,
    @Nullable Boolean stream,
    String stranger,
    Set<String> only,
    boolean names,
    boolean proven) {

  /** A rule for any host. */
  static PathRule of(String suffix, Dialect dialect, String operation, String stranger) {
    return new PathRule("", suffix, dialect, operation, null, stranger, Set.of(), false, false);
  }

  PathRule within(String part) {
    return new PathRule(part, suffix, dialect, operation, stream, stranger, only, names, proven);
  }

  PathRule streaming(@Nullable Boolean streams) {
    return new PathRule(within, suffix, dialect, operation, streams, stranger, only, names, proven);
  }

  PathRule only(String... providers) {
    return new PathRule(
        within, suffix, dialect, operation, stream, stranger, Set.of(providers), names, proven);
  }

  /** The part of the path between {@link #within} and {@link #suffix} is the model's name. */
  PathRule naming() {
    return new PathRule(within, suffix, dialect, operation, stream, stranger, only, true, proven);
  }

  /** Not even a known host makes it certain. */
  PathRule ifShaped() {
    return new PathRule(within, suffix, dialect, operation, stream, stranger, only, names, true);
  }

  /**
   * Whether a URL's path is one of these.
   *
   * @param end where the path ends within the URL
   */
  boolean matches(String url, int end) {
    return endsSo(url, end) && (within.isEmpty() || has(url, end - suffix.length()));
  }

  /** Asked of every request, so forwards: that is one instruction for many characters. */
  private boolean has(String url, int end) {
    int part = url.indexOf(within);
    return part >= 0 && part <= end - within.length();
  }

  private boolean endsSo(String url, int end) {
    int star = suffix.indexOf('*');
    if (star < 0) {
      return url.regionMatches(end - suffix.length(), suffix, 0, suffix.length());
    }
    int tail = suffix.length() - star - 1;
    int segmentEnd = end - tail;
    if (!url.regionMatches(segmentEnd, suffix, star + 1, tail)) {
      return false;
    }
    int segment = url.lastIndexOf('/', segmentEnd - 1) + 1;
    return segment < segmentEnd && url.regionMatches(segment - star, suffix, 0, star);
  }

  /** Whether the rule holds at a provider; {@code null} for an unknown host. */
  boolean holdsAt(@Nullable String provider) {
    return only.isEmpty() || (provider != null && only.contains(provider));
  }

  /** Where {@link #within} begins; negative when it is not there. */
  int partBefore(String url, int from) {
    return url.lastIndexOf(within, from - within.length());
  }
}
