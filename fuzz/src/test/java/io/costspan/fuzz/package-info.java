// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/** Runs every target, each for a while. */
@NullMarked
package io.costspan.fuzz;

import org.jspecify.annotations.NullMarked;
