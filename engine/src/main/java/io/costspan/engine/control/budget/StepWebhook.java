// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.costspan.log.AgentLog;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Posts a step to its budget's webhook, as JSON with a {@code text} that chat servers show. Tries
 * twice. On a thread of our own: the client's threads are in its group then, and our hooks leave
 * them alone. The client is made for each step and with a TLS context of its own, so that nothing
 * of it stays and the application's default one is still its own to choose.
 */
final class StepWebhook implements Consumer<StepReached> {
  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final JsonFactory JSON = new JsonFactory();

  private final String service;
  private final Duration pause;
  private final Duration longest;

  StepWebhook(String service) {
    this(service, PAUSE, LONGEST);
  }

  /**
   * @param pause before the second try
   * @param longest for the whole of one try
   */
  StepWebhook(String service, Duration pause, Duration longest) {
    this.service = service;
    this.pause = pause;
    this.longest = longest;
  }

  @Override
  public void accept(StepReached step) {
    String address = step.rule().webhook();
    if (address == null) {
      return;
    }
    String body = json(step);
    String failure = post(address, body);
    if (failure != null && waited()) {
      failure = post(address, body);
    }
    if (failure != null) {
      AgentLog.warn("the webhook of budget '" + step.budget() + "' was not told: " + failure);
    }
  }

  private boolean waited() {
    try {
      Thread.sleep(pause.toMillis());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** What went wrong; {@code null} for nothing. The address may be a secret and is not in it. */
  private @Nullable String post(String address, String body) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(address))
              .timeout(longest)
              .header("content-type", "application/json")
              .header("user-agent", "costspan")
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build();
      int status = status(request);
      return status / 100 == 2 ? null : "the server answered " + status;
    } catch (ExecutionException e) {
      return String.valueOf(e.getCause() == null ? e : e.getCause().getClass().getSimpleName());
    } catch (TimeoutException | GeneralSecurityException e) {
      return e.getClass().getSimpleName();
    } catch (IllegalArgumentException e) {
      return "not an address of a web server";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }

  /** The request's own timeout ends with the answer's head; a body may never end. */
  private int status(HttpRequest request)
      throws ExecutionException, TimeoutException, InterruptedException, GeneralSecurityException {
    CompletableFuture<HttpResponse<Void>> answer =
        client().sendAsync(request, HttpResponse.BodyHandlers.discarding());
    try {
      return answer.get(longest.toMillis(), TimeUnit.MILLISECONDS).statusCode();
    } finally {
      answer.cancel(true);
    }
  }

  private HttpClient client() throws GeneralSecurityException {
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(null, null, null);
    return HttpClient.newBuilder().connectTimeout(longest).sslContext(tls).build();
  }

  private String json(StepReached step) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("text", "[costspan] " + service + ": " + step.line());
      json.writeStringField("event", "budget_step");
      json.writeStringField("service", service);
      json.writeNumberField("pid", ProcessHandle.current().pid());
      json.writeStringField("budget", step.budget());
      json.writeStringField("scope", step.scope());
      json.writeStringField("percent", Amounts.text(step.percent()));
      json.writeStringField("action", step.actionWords());
      json.writeStringField("unit", step.rule().unit().word());
      json.writeStringField("limit", Amounts.text(step.limit()));
      json.writeStringField("spent", Amounts.text(step.spent()));
      json.writeStringField("reserved", Amounts.text(step.reserved()));
      json.writeStringField("at", step.at().toString());
      json.writeStringField("window_start", step.windowStart().toString());
      if (step.resetsAt() != null) {
        json.writeStringField("resets_at", step.resetsAt().toString());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
