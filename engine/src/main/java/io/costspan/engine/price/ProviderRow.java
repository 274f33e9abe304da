// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price;

import java.util.Locale;

/**
 * How a provider of the wire room is priced.
 *
 * @param book the catalogue's name for it
 * @param style how it writes names of models
 */
record ProviderRow(String book, NamingStyle style) {

  static ProviderRow read(JsonRow row) {
    String style = row.textOrNull("style");
    return new ProviderRow(
        row.text("book"),
        style == null ? NamingStyle.PLAIN : NamingStyle.valueOf(style.toUpperCase(Locale.ROOT)));
  }
}
