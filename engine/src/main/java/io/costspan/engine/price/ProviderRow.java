// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price;

import java.util.Locale;

/**
 * How a provider of the wire room is priced.
 *
 * @param id which of several sellers in the same book it is; its other names are spellings of this
 * @param book the catalogue's name for it
 * @param style how it writes names of models
 */
record ProviderRow(String id, String book, NamingStyle style) {

  static ProviderRow read(JsonRow row) {
    String style = row.textOrNull("style");
    return new ProviderRow(
        row.texts("ids").get(0),
        row.text("book"),
        style == null ? NamingStyle.PLAIN : NamingStyle.valueOf(style.toUpperCase(Locale.ROOT)));
  }
}
