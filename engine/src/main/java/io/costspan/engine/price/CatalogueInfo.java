// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price;

import java.time.Instant;

/**
 * Which prices are in force. Immutable.
 *
 * @param version each upstream's name, version and date, and our overlay's
 * @param source {@code bundled} or {@code refreshed}
 * @param date the day of the newest row, at its beginning in UTC
 */
public record CatalogueInfo(String version, String source, Instant date) {}
