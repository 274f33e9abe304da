// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The user's own prices: price files in LiteLLM's JSON format, read, checked and watched. Lives in
 * costspan's isolated loader and in the console's class path; works on our own threads only; may
 * touch {@code price}, {@code usage} and Jackson's streaming core.
 */
@NullMarked
package io.costspan.engine.price.own;

import org.jspecify.annotations.NullMarked;
