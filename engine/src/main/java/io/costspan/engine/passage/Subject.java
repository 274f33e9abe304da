// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.passage;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What rules may ask about a call.
 *
 * @param provider provider id
 * @param model the model asked for; {@code null} when it is not known
 * @param operation the GenAI conventions' operation name
 * @param host the host as the application wrote it
 * @param service name of the application
 * @param key short salted fingerprint of the API key; {@code null} when none was seen
 * @param tags what the user's tag settings found: name and value
 */
public record Subject(
    String provider,
    @Nullable String model,
    String operation,
    String host,
    String service,
    @Nullable String key,
    Map<String, String> tags) {

  /** The same of a known model. */
  public Subject withModel(@Nullable String known) {
    return new Subject(provider, known, operation, host, service, key, tags);
  }
}
