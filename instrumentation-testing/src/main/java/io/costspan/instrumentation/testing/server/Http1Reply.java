// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.testing.server;

import static io.costspan.instrumentation.testing.server.Http1Server.ascii;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Map;

/** Frames one HTTP/1.1 answer. A 101 turns the connection into raw bytes until its end. */
final class Http1Reply implements Reply {
  private final Socket connection;
  private final boolean headOnly;

  private boolean begun;
  private boolean chunked;
  private boolean raw;
  private boolean ended;

  Http1Reply(Socket connection, boolean headOnly) {
    this.connection = connection;
    this.headOnly = headOnly;
  }

  @Override
  public void head(int status, Map<String, String> headers, long length) throws IOException {
    begun = true;
    raw = status == 101;
    boolean bodiless = raw || status == 204 || status == 304;
    chunked = length == UNKNOWN && !bodiless;
    StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status).append(" Reason\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    if (chunked) {
      head.append("transfer-encoding: chunked\r\n");
    } else if (!bodiless) {
      head.append("content-length: ").append(length).append("\r\n");
    }
    put(ascii(head.append("\r\n").toString()));
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    if (headOnly || bytes.length == 0) {
      return;
    }
    if (!chunked) {
      put(bytes);
      return;
    }
    byte[] size = ascii(Integer.toHexString(bytes.length) + "\r\n");
    byte[] frame = new byte[size.length + bytes.length + 2];
    System.arraycopy(size, 0, frame, 0, size.length);
    System.arraycopy(bytes, 0, frame, size.length, bytes.length);
    frame[frame.length - 2] = '\r';
    frame[frame.length - 1] = '\n';
    put(frame);
  }

  @Override
  public void end() throws IOException {
    if (ended) {
      return;
    }
    ended = true;
    if (begun && chunked && !headOnly) {
      put(ascii("0\r\n\r\n"));
    }
    if (!reusable()) {
      connection.close();
    }
  }

  @Override
  public void reset() throws IOException {
    if (ended) {
      return;
    }
    ended = true;
    begun = false;
    connection.setSoLinger(true, 0);
    connection.close();
  }

  /** Whether another request may follow on the connection. */
  boolean reusable() {
    return begun && !raw;
  }

  private void put(byte[] bytes) throws IOException {
    OutputStream out = connection.getOutputStream();
    out.write(bytes);
    out.flush();
  }
}
