// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price.upkeep;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where prices are fetched from. Immutable.
 *
 * @param home the state directory, where the last good ones are kept
 * @param from an address or a path
 * @param every the pause between two looks
 */
public record FeedOptions(Path home, String from, Duration every) {}
