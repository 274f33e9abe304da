// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.frame;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads a {@code multipart/form-data} body (RFC 7578) as its bytes arrive and tells the short
 * fields in it. Files, and fields longer than {@link #LONGEST_VALUE}, are stepped over; what is
 * kept is bounded whatever their size. The boundary is taken from the body's own first line, which
 * every client begins with. A body that is not what it should be is not looked at any further. Not
 * thread-safe.
 */
public final class MultipartForm {

  /** Longest value that is told, in bytes. */
  public static final int LONGEST_VALUE = 512;

  /** RFC 2046 allows boundaries of 70 characters; with the dashes before them. */
  private static final int LONGEST_BOUNDARY = 72;

  private static final int LONGEST_HEADERS = 4096;

  private enum State {
    BOUNDARY,
    HEADERS,
    BODY,
    AFTER_BOUNDARY,
    ENDED
  }

  private final Fields fields;
  private final ByteArrayOutputStream gathered = new ByteArrayOutputStream(128);
  private State state = State.BOUNDARY;
  private byte[] delimiter = new byte[0];
  private int matched;
  private boolean tooLong;
  private @Nullable String name;
  private boolean file;

  /** A form at its first byte. */
  public MultipartForm(Fields fields) {
    this.fields = fields;
  }

  /** Takes the next bytes; the buffer is not kept. */
  public void data(ByteBuffer bytes) {
    ByteBuffer rest = bytes.duplicate();
    while (rest.hasRemaining() && state != State.ENDED) {
      byte b = rest.get();
      if (state == State.BODY && matched == 0 && file) {
        while (b != '\r' && rest.hasRemaining()) {
          b = rest.get();
        }
      }
      switch (state) {
        case BOUNDARY -> boundary(b);
        case HEADERS -> header(b);
        case BODY -> body(b);
        default -> afterBoundary(b);
      }
    }
  }

  private void boundary(byte b) {
    if (b == '\n' && gathered.size() > 2) {
      String line = text().stripTrailing();
      if (line.startsWith("--")) {
        delimiter = ("\r\n" + line).getBytes(StandardCharsets.ISO_8859_1);
        next(State.HEADERS);
      } else {
        state = State.ENDED;
      }
    } else if (gathered.size() > LONGEST_BOUNDARY) {
      state = State.ENDED;
    } else if (gathered.size() > 0 || (b != '\r' && b != '\n')) {
      gathered.write(b);
    }
  }

  private void header(byte b) {
    if (b != '\n') {
      if (gathered.size() == LONGEST_HEADERS) {
        state = State.ENDED;
      } else {
        gathered.write(b);
      }
      return;
    }
    String line = text().strip();
    gathered.reset();
    if (line.isEmpty()) {
      if (file && name != null) {
        fields.file(name);
      }
      next(State.BODY);
    } else if (line.toLowerCase(Locale.ROOT).startsWith("content-disposition:")) {
      name = parameter(line, "name");
      file = parameter(line, "filename") != null || line.contains("filename*=");
    }
  }

  private void body(byte b) {
    // only the first byte of the delimiter is a carriage return, so that a miss falls back on it
    if (b == delimiter[matched]) {
      matched++;
    } else {
      keep(delimiter, matched);
      matched = b == '\r' ? 1 : 0;
      if (matched == 0) {
        keep(b);
      }
    }
    if (matched == delimiter.length) {
      if (name != null && !file && !tooLong) {
        fields.field(name, text());
      }
      next(State.AFTER_BOUNDARY);
    }
  }

  private void afterBoundary(byte b) {
    if (b == '\n') {
      next(State.HEADERS);
      name = null;
      file = false;
    } else if (b == '-') {
      state = State.ENDED;
    }
  }

  private void next(State next) {
    state = next;
    matched = 0;
    tooLong = false;
    gathered.reset();
  }

  private void keep(byte[] bytes, int count) {
    for (int i = 0; i < count; i++) {
      keep(bytes[i]);
    }
  }

  private void keep(byte b) {
    if (file || name == null || tooLong) {
      return;
    }
    if (gathered.size() == LONGEST_VALUE) {
      tooLong = true;
    } else {
      gathered.write(b);
    }
  }

  private String text() {
    return gathered.toString(StandardCharsets.UTF_8);
  }

  /** The value of {@code key="value"}, the quotes left away where there are any. */
  private static @Nullable String parameter(String line, String key) {
    int at = line.indexOf("; " + key + "=");
    at = at < 0 ? line.indexOf(";" + key + "=") : at + 1;
    if (at < 0) {
      return null;
    }
    int from = at + key.length() + 2;
    boolean quoted = from < line.length() && line.charAt(from) == '"';
    int start = quoted ? from + 1 : from;
    int end = line.indexOf(quoted ? '"' : ';', start);
    return line.substring(start, end < 0 ? line.length() : end);
  }

  /** Told what a form holds, in its order. */
  public interface Fields {

    /** A field that is no file. */
    void field(String name, String value);

    /** A file; nothing of it is looked at. */
    void file(String name);
  }
}
