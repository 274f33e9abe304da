// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The replay runner, run: over the project's own fixtures and over what a corpus may throw at it.
 */
@NullMarked
package io.costspan.conformance;

import org.jspecify.annotations.NullMarked;
