// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.simulator.server;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.costspan.simulator.provider.Ask;
import io.costspan.simulator.provider.Providers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/** Records each request and has the providers answer it; serves the record itself too. */
final class ProviderHandler extends Handler.Abstract {

  /** GET lists what arrived, DELETE forgets it; never recorded itself. */
  static final String CONTROL_PATH = "/__simulator/requests";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Providers providers;
  private final RequestLog log;

  ProviderHandler(RequestLog log, Providers providers) {
    this.providers = providers;
    this.log = log;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    try {
      if (Request.getPathInContext(request).equals(CONTROL_PATH)) {
        control(request, response, callback);
        return true;
      }
      byte[] body = body(request);
      RecordedRequest recorded = record(request, body);
      log.add(recorded);
      Ask ask = Ask.of(recorded.method(), recorded.host(), recorded.path(), recorded.query(), body);
      AnswerWriter.write(providers.answer(ask), request, response);
      callback.succeeded();
    } catch (IOException | RuntimeException e) {
      // a client that went away is its own affair; a fixture that is wrong shows as a broken answer
      callback.failed(e);
    }
    return true;
  }

  private void control(Request request, Response response, Callback callback) throws IOException {
    if (request.getMethod().equals("DELETE")) {
      log.clear();
    }
    response.getHeaders().put("Content-Type", "application/json");
    response.write(true, ByteBuffer.wrap(JSON.writeValueAsBytes(log.all())), callback);
  }

  private static byte[] body(Request request) throws IOException {
    return BufferUtil.toArray(Content.Source.asByteBuffer(request));
  }

  private static RecordedRequest record(Request request, byte[] body) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (HttpField field : request.getHeaders()) {
      headers
          .computeIfAbsent(field.getName().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
          .add(String.valueOf(field.getValue()));
    }
    return new RecordedRequest(
        request.getMethod(),
        request.getHttpURI().getScheme(),
        request.getConnectionMetaData().getProtocol(),
        Request.getServerName(request),
        Request.getPathInContext(request),
        request.getHttpURI().getQuery(),
        headers,
        new String(body, StandardCharsets.UTF_8));
  }
}
