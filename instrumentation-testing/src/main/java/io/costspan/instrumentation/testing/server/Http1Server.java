// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.testing.server;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 on a raw socket: no library decides when bytes leave or how a connection ends. One
 * thread a connection, with keep-alive.
 */
public final class Http1Server implements TestServer {
  private final Behaviours behaviours = new Behaviours();
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final AtomicInteger accepted = new AtomicInteger();
  private final ServerSocket listener;

  /** Listens on a free port. */
  public Http1Server() {
    try {
      listener = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    daemon("http1-accept", this::accept);
  }

  @Override
  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort() + path);
  }

  @Override
  public void on(String path, Behaviour behaviour) {
    behaviours.on(path, behaviour);
  }

  @Override
  public List<ReceivedRequest> received(String path) {
    return behaviours.received(path);
  }

  @Override
  public int connections() {
    return accepted.get();
  }

  @Override
  public void close() {
    try {
      listener.close();
      for (Socket connection : connections) {
        connection.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket connection = listener.accept();
        accepted.incrementAndGet();
        connections.add(connection);
        daemon("http1-connection", () -> converse(connection));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void converse(Socket connection) {
    try (connection) {
      connection.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(connection.getInputStream());
      boolean more = true;
      while (more) {
        more = serveOne(in, connection);
      }
    } catch (Exception clientGone) {
      // a test that breaks connections off expects exactly this
    } finally {
      connections.remove(connection);
    }
  }

  private boolean serveOne(InputStream in, Socket connection) throws Exception {
    String start = line(in);
    if (start == null || start.isEmpty()) {
      return false;
    }
    String[] words = start.split(" ", 3);
    Map<String, List<String>> headers = headers(in);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    if (headers.containsKey("expect")) {
      connection.getOutputStream().write(ascii("HTTP/1.1 100 Continue\r\n\r\n"));
    }
    boolean complete = readBody(in, headers, body);
    String path = URI.create(words[1]).getPath();
    Http1Reply reply = new Http1Reply(connection, words[0].equals("HEAD"));
    behaviours.serve(
        new ReceivedRequest(words[0], path, headers, ByteBuffer.wrap(body.toByteArray()), complete),
        reply);
    return reply.reusable();
  }

  private static Map<String, List<String>> headers(InputStream in) throws IOException {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line = line(in); line != null && !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers
          .computeIfAbsent(line.substring(0, colon), name -> new ArrayList<>())
          .add(line.substring(colon + 1).strip());
    }
    return headers;
  }

  private static boolean readBody(
      InputStream in, Map<String, List<String>> headers, ByteArrayOutputStream body)
      throws IOException {
    if (headers.containsKey("content-length")) {
      int length = Integer.parseInt(headers.get("content-length").get(0));
      body.write(in.readNBytes(length));
      return body.size() == length;
    }
    if (!headers.containsKey("transfer-encoding")) {
      return true;
    }
    while (true) {
      String size = line(in);
      if (size == null) {
        return false;
      }
      int length = Integer.parseInt(size.strip(), 16);
      byte[] chunk = in.readNBytes(length);
      body.write(chunk);
      String end = line(in);
      if (chunk.length < length || end == null) {
        return false;
      }
      if (length == 0) {
        return true;
      }
    }
  }

  /** A line without its end; {@code null} when the connection has ended before one. */
  private static @Nullable String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0; c = in.read()) {
      if (c == '\n') {
        return line.toString();
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return null;
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static void daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }
}
