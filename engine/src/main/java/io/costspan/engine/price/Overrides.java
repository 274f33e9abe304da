// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price;

import io.costspan.engine.usage.Unit;
import java.math.BigDecimal;
import java.util.Map;

/**
 * What the user says of prices; it goes before the catalogue. Keys are {@code provider/model} or
 * {@code model} alone, in lower case, the provider as the wire room names it; the former goes
 * first.
 *
 * @param aliases other names, for instance {@code azure.openai/my-deployment} to {@code
 *     azure.openai/gpt-4o}; a target without a provider stays with the call's own
 * @param rates USD per million tokens or characters, per thousand searches, pages or requests, per
 *     hour of audio
 */
public record Overrides(Map<String, String> aliases, Map<String, Map<Unit, BigDecimal>> rates) {

  /** The user says nothing. */
  public static final Overrides NONE = new Overrides(Map.of(), Map.of());

  public Overrides {
    aliases = Map.copyOf(aliases);
    rates = Map.copyOf(rates);
  }
}
