// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.forecast;

import io.costspan.engine.passage.Subject;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Calls that are taken to be alike: the same model asked for the same thing, by callers whom the
 * user's tags do not tell apart. Who pays, by the key or the service, says nothing of how long an
 * answer gets.
 *
 * @param tags of the caller; empty for the kind that all callers make up
 */
record CallKind(
    String provider, @Nullable String model, String operation, Map<String, String> tags) {

  static CallKind of(Subject subject) {
    return new CallKind(subject.provider(), subject.model(), subject.operation(), subject.tags());
  }

  /** The same of all callers. */
  CallKind ofAll() {
    return new CallKind(provider, model, operation, Map.of());
  }
}
