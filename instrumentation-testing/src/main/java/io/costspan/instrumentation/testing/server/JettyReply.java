// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.testing.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Blocker;

/** One answer through Jetty, flushed piece by piece. */
final class JettyReply implements Reply {
  private final Request request;
  private final Response response;
  private boolean ended;

  JettyReply(Request request, Response response) {
    this.request = request;
    this.response = response;
  }

  @Override
  public void head(int status, Map<String, String> headers, long length) throws IOException {
    response.setStatus(status);
    headers.forEach((name, value) -> response.getHeaders().put(name, value));
    if (length == 0) {
      response.getHeaders().put(HttpHeader.CONTENT_LENGTH, 0);
    } else if (length > 0) {
      response.getHeaders().put(HttpHeader.CONTENT_LENGTH, length);
    }
    if (length != 0 && status != 204 && status != 304) {
      put(false, new byte[0]);
    }
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    put(false, bytes);
  }

  @Override
  public void end() throws IOException {
    if (!ended) {
      ended = true;
      put(true, new byte[0]);
    }
  }

  @Override
  public void reset() {
    if (!ended) {
      ended = true;
      request.getConnectionMetaData().getConnection().getEndPoint().close();
    }
  }

  private void put(boolean last, byte[] bytes) throws IOException {
    try (Blocker.Callback done = Blocker.callback()) {
      response.write(last, ByteBuffer.wrap(bytes), done);
      done.block();
    } catch (IOException clientGone) {
      // it has left this answer, and may be waiting for another one on the same connection
      ended = true;
      throw clientGone;
    }
  }
}
