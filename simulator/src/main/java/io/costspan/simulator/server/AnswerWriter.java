// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.simulator.server;

import io.costspan.simulator.provider.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/**
 * Sends an answer: whole and gzipped where the client takes gzip, as the providers do, or frame by
 * frame at the answer's pace.
 */
final class AnswerWriter {

  private static final int WORTH_GZIP = 256;

  private AnswerWriter() {}

  static void write(Answer answer, Request request, Response response) throws IOException {
    pause(answer.delay().toMillis());
    response.setStatus(answer.status());
    answer.headers().forEach((name, value) -> response.getHeaders().put(name, value));
    if (answer.streamed()) {
      stream(answer, response);
    } else {
      whole(answer.frames().get(0), request, response);
    }
  }

  private static void whole(byte[] body, Request request, Response response) throws IOException {
    byte[] sent = body;
    String accepted = request.getHeaders().get(HttpHeader.ACCEPT_ENCODING);
    if (accepted != null && accepted.contains("gzip") && body.length >= WORTH_GZIP) {
      sent = gzip(body);
      response.getHeaders().put(HttpHeader.CONTENT_ENCODING, "gzip");
    }
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, sent.length);
    try (OutputStream out = Content.Sink.asOutputStream(response)) {
      out.write(sent);
    }
  }

  private static void stream(Answer answer, Response response) throws IOException {
    try (OutputStream out = Content.Sink.asOutputStream(response)) {
      boolean first = true;
      for (byte[] frame : answer.frames()) {
        if (!first) {
          pause(answer.pace().toMillis());
        }
        first = false;
        out.write(frame);
        out.flush();
      }
    }
  }

  private static byte[] gzip(byte[] body) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(body);
    }
    return bytes.toByteArray();
  }

  private static void pause(long millis) throws IOException {
    if (millis == 0) {
      return;
    }
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the simulator is closing");
    }
  }
}
