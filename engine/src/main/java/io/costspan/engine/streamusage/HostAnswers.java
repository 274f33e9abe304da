// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.streamusage;

import io.costspan.engine.wire.Endpoint;
import io.costspan.log.AgentLog;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which hosts take {@code stream_options}, by the first answer each gave to a request with them. A
 * host that began with a refusal is not asked again in this JVM; whether that refusal had another
 * reason is not known, and a call that fails because of us is worse than one whose usage is not
 * known. Thread-safe.
 */
final class HostAnswers {
  /** Beyond so many hosts none is remembered, and an unknown one counts as refusing. */
  static final int MOST = 256;

  private final Map<String, Boolean> taken = new ConcurrentHashMap<>();

  /** Whether the host is not to be asked. */
  boolean refused(Endpoint endpoint) {
    Boolean known = taken.get(key(endpoint));
    return known == null ? taken.size() >= MOST : !known;
  }

  /** An asked call was answered; other statuses than success and bad request tell nothing. */
  void answered(Endpoint endpoint, int status) {
    boolean refusal = status == 400 || status == 422;
    if (!refusal && status / 100 != 2) {
      return;
    }
    if (taken.putIfAbsent(key(endpoint), !refusal) == null && refusal) {
      AgentLog.warnOnce(
          "stream-usage-" + key(endpoint),
          key(endpoint)
              + " refused a request that asked for the usage of a stream (status "
              + status
              + "); it is not asked again. costspan.stream-usage rules this");
    }
  }

  private static String key(Endpoint endpoint) {
    return endpoint.host().toLowerCase(Locale.ROOT) + ":" + endpoint.port();
  }
}
