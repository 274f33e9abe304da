// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.streamusage;

import io.costspan.contract.BodyFilter;
import io.costspan.contract.HeaderReader;
import io.costspan.engine.config.StreamUsageMode;
import io.costspan.engine.wire.Endpoint;
import io.costspan.engine.wire.RequestFacts;
import io.costspan.engine.wire.ResponseHead;
import io.costspan.engine.wire.dialect.ApiDialect;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose streams are asked for the usage they would not carry. Thread-safe.
 *
 * <p>{@code AUTO} asks OpenAI itself and nobody else. There the question is known to change two
 * things in the answer, and nothing else: one event more, with usage and an empty {@code choices},
 * just before {@code [DONE]}; and {@code "usage":null} in every other chunk. Both are taken out
 * again, byte for byte. Every model takes the question, so no call fails because of it. Azure's
 * answers have the same shape, but which API versions, and which of its features, take the question
 * is not for us to know. The compatible hosts differ in whether they take it, and in what else an
 * answer to it changes.
 */
public final class StreamUsage {
  /** The longest request body that is read ahead, in bytes. */
  public static final int BODY_LIMIT = 1024 * 1024;

  private static final String OPENAI_HOST = "api.openai.com";

  /** Whose streams state their usage anyway; Groq's in a member of its own. */
  private static final Set<String> UNASKED =
      Set.of(
          "avian",
          "cerebras",
          "cloudflare",
          "databricks",
          "deepseek",
          "github_copilot",
          "groq",
          "mistral",
          "openrouter",
          "perplexity",
          "together",
          "vercel_gateway",
          "zai",
          "zhipu");

  /** Who puts {@code "usage":null} into the other chunks when asked, and only then. */
  private static final Set<String> NULLS_WHEN_ASKED = Set.of("openai", "azure.openai");

  /** By these a request is signed, or states what its body is: a changed one would not be it. */
  private static final String[] SEALS = {
    "content-encoding",
    "content-length",
    "content-md5",
    "digest",
    "content-digest",
    "repr-digest",
    "signature",
    "x-signature",
    "x-amz-content-sha256",
    "x-amz-date"
  };

  private final StreamUsageMode mode;
  private final HostAnswers hosts = new HostAnswers();

  /** Asks as the setting says. */
  public StreamUsage(StreamUsageMode mode) {
    this.mode = mode;
  }

  /**
   * Whether a call is one that may be asked in, as far as its address and its headers tell. Its
   * body is wanted before it leaves, then.
   */
  public <R> boolean mayAsk(Endpoint endpoint, R request, HeaderReader<R> headers) {
    return spoken(endpoint) && meant(endpoint) && !sealed(request, headers);
  }

  /**
   * The body to send instead of the application's; {@code null} when the call is none to ask in.
   *
   * @param request what the body says
   * @param body all of it
   */
  public @Nullable ByteBuffer asking(Endpoint endpoint, RequestFacts request, ByteBuffer body) {
    boolean stream = Boolean.TRUE.equals(request.stream());
    boolean silent = request.includeUsage() == null;
    boolean known = certain(endpoint) || !hosts.refused(endpoint, request.model());
    return stream && silent && known && endpoint.confirmedBy(request)
        ? StreamOptionsEdit.of(body)
        : null;
  }

  /**
   * What takes the answer to the question out of an answer that was asked for usage; {@code null}
   * when it cannot be in there.
   *
   * @param request what the body says that was sent
   */
  public @Nullable BodyFilter filter(Endpoint endpoint, RequestFacts request, ResponseHead head) {
    if (!certain(endpoint)) {
      hosts.answered(endpoint, request.model(), head.status());
    }
    return head.status() / 100 == 2 && events(head) && plain(head.header("content-encoding"))
        ? new UsageFilter(NULLS_WHEN_ASKED.contains(endpoint.provider()))
        : null;
  }

  private static boolean spoken(Endpoint endpoint) {
    return endpoint.dialect() == ApiDialect.OPENAI_CHAT
        || endpoint.dialect() == ApiDialect.OPENAI_COMPLETIONS;
  }

  private boolean meant(Endpoint endpoint) {
    return switch (mode) {
      case NEVER -> false;
      case AUTO -> certain(endpoint);
      case ALWAYS -> certain(endpoint) || !UNASKED.contains(endpoint.provider());
    };
  }

  /** A host of OpenAI's own; what the user's settings call {@code openai} may be anything. */
  private static boolean certain(Endpoint endpoint) {
    String host = endpoint.host();
    int before = host.length() - OPENAI_HOST.length();
    return endpoint.provider().equals("openai")
        && host.regionMatches(true, before, OPENAI_HOST, 0, OPENAI_HOST.length())
        && (before == 0 || host.charAt(before - 1) == '.');
  }

  private static <R> boolean sealed(R request, HeaderReader<R> headers) {
    for (String name : SEALS) {
      if (headers.first(request, name) != null) {
        return true;
      }
    }
    String credential = headers.first(request, "authorization");
    return (credential != null && signs(credential))
        // who names codings decodes them, and we would see what we cannot filter
        || !plain(headers.first(request, "accept-encoding"));
  }

  /** AWS's scheme, and those of other clouds that are called in the same way. */
  private static boolean signs(String credential) {
    int end = credential.indexOf(' ');
    String scheme = (end < 0 ? credential : credential.substring(0, end)).toUpperCase(Locale.ROOT);
    return scheme.contains("HMAC") || scheme.startsWith("AWS") || scheme.equals("SIGNATURE");
  }

  private static boolean events(ResponseHead head) {
    String type = head.header("content-type");
    return type != null && type.toLowerCase(Locale.ROOT).startsWith("text/event-stream");
  }

  private static boolean plain(@Nullable String coding) {
    return coding == null || coding.isBlank() || coding.strip().equalsIgnoreCase("identity");
  }
}
