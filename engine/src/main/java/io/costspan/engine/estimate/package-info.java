// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * How many tokens a text is, where no provider said so: byte pair encodings for the models whose
 * encodings are published, ratios of characters for all others. Runs on the settling thread only
 * and is loaded when the first call needs it. Lives in costspan's isolated loader; may touch {@code
 * wire.text}, jtokkit and the JDK. {@code docs/estimates.md} says where the numbers come from.
 */
@NullMarked
package io.costspan.engine.estimate;

import org.jspecify.annotations.NullMarked;
