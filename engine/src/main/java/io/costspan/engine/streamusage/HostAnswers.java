// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.streamusage;

import io.costspan.engine.wire.Endpoint;
import io.costspan.log.AgentLog;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which models of which hosts take {@code stream_options}: a host may hand each of its models to
 * another server. One that has refused a request with them is not asked again in this JVM; whether
 * that refusal had another reason is not known, and a call that fails because of us is worse than
 * one whose usage is not known. Thread-safe.
 */
final class HostAnswers {
  /** Beyond so many none is remembered, and an unknown one counts as refusing. */
  static final int MOST = 256;

  private final Map<String, Boolean> taken = new ConcurrentHashMap<>();

  /**
   * Whether the host is not to be asked.
   *
   * @param model the model asked for; {@code null} when the request does not name one
   */
  boolean refused(Endpoint endpoint, @Nullable String model) {
    Boolean known = taken.get(key(endpoint, model));
    return known == null ? taken.size() >= MOST : !known;
  }

  /** An asked call was answered; other statuses than success and bad request tell nothing. */
  void answered(Endpoint endpoint, @Nullable String model, int status) {
    boolean refusal = status == 400 || status == 422;
    if (!refusal && status / 100 != 2) {
      return;
    }
    String key = key(endpoint, model);
    if (!taken.containsKey(key) && taken.size() >= MOST) {
      return;
    }
    if (!refusal) {
      taken.putIfAbsent(key, true);
    } else if (!Boolean.FALSE.equals(taken.put(key, false))) {
      AgentLog.warnOnce(
          "stream-usage-" + key,
          key
              + " refused a request that asked for the usage of a stream (status "
              + status
              + "); it is not asked again. costspan.stream-usage rules this");
    }
  }

  private static String key(Endpoint endpoint, @Nullable String model) {
    String host = endpoint.host().toLowerCase(Locale.ROOT) + ":" + endpoint.port();
    return model == null ? host : host + " " + model;
  }
}
