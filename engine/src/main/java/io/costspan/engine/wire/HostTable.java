// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which provider a host belongs to, from the resource {@code hosts.txt}. Immutable. */
final class HostTable {

  /** A power of two that takes the letters of both cases together. */
  private static final int BUCKETS = 32;

  private final List<Row> rows;
  private final Row[][] byBucket = new Row[BUCKETS][];

  private HostTable(List<Row> rows) {
    this.rows = rows;
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      int own = bucket;
      byBucket[bucket] = rows.stream().filter(row -> row.mayMatchIn(own)).toArray(Row[]::new);
    }
  }

  /** The table that comes with the product. */
  static HostTable bundled() {
    try (InputStream in = HostTable.class.getResourceAsStream("hosts.txt")) {
      if (in == null) {
        throw new IllegalStateException("hosts.txt is missing");
      }
      return parse(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * This table with the user's own rows before it: provider by {@code host} or {@code host:port}.
   */
  HostTable with(Map<String, String> providers) {
    List<Row> all = new ArrayList<>();
    providers.forEach((host, provider) -> all.add(Row.parse(provider + " " + host)));
    all.addAll(rows);
    return new HostTable(List.copyOf(all));
  }

  private static HostTable parse(BufferedReader lines) throws IOException {
    List<Row> rows = new ArrayList<>();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (!line.isBlank() && !line.startsWith("#")) {
        rows.add(Row.parse(line.strip()));
      }
    }
    return new HostTable(rows);
  }

  /** The provider of a host and port; {@code null} when it is nobody's in particular. */
  @Nullable String provider(String host, int port) {
    for (Row row : byBucket[bucket(host)]) {
      if (row.matches(host, port)) {
        return row.provider;
      }
    }
    return null;
  }

  /** Hosts differ most in the letter before their last dot: {@code openai.com}, {@code x.ai}. */
  private static int bucket(String host) {
    int dot = host.lastIndexOf('.');
    return dot > 0 ? host.charAt(dot - 1) % BUCKETS : 0;
  }

  /**
   * One line of the table.
   *
   * @param head what the host begins with; empty for anything
   * @param middle what stands somewhere between; empty for anything
   * @param tail what it ends with; empty for anything
   * @param port 0 for any
   */
  private record Row(
      String provider, String head, String middle, String tail, boolean whole, int port) {

    static Row parse(String line) {
      int gap = line.indexOf(' ');
      String pattern = line.substring(gap + 1).strip();
      // an IPv6 address has colons of its own, within brackets
      int colon = pattern.endsWith("]") ? -1 : pattern.lastIndexOf(':');
      int port = colon < 0 ? 0 : Integer.parseInt(pattern.substring(colon + 1));
      String host = colon < 0 ? pattern : pattern.substring(0, colon);
      String provider = line.substring(0, gap);
      int star = host.indexOf('*');
      if (star < 0) {
        return new Row(provider, host, "", "", true, port);
      }
      int last = host.lastIndexOf('*');
      String middle = last == star ? "" : host.substring(star + 1, last);
      return new Row(
          provider, host.substring(0, star), middle, host.substring(last + 1), false, port);
    }

    /** Whether a host of the bucket may match: an end without a dot says nothing of it. */
    boolean mayMatchIn(int bucket) {
      return whole ? bucket(head) == bucket : tail.lastIndexOf('.') <= 0 || bucket(tail) == bucket;
    }

    boolean matches(String host, int port) {
      int length = host.length();
      return (this.port == 0 || this.port == port)
          && (whole ? length == head.length() : length >= head.length() + tail.length())
          && host.regionMatches(true, 0, head, 0, head.length())
          && host.regionMatches(true, length - tail.length(), tail, 0, tail.length())
          && between(host, length - tail.length());
    }

    private boolean between(String host, int end) {
      for (int at = head.length(); at + middle.length() <= end; at++) {
        if (host.regionMatches(true, at, middle, 0, middle.length())) {
          return true;
        }
      }
      return false;
    }
  }
}
