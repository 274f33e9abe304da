// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Adds up the ledger's calls and words the sums: as a table, JSON or CSV. On the console's class
 * path; may touch the engine's {@code journal}, {@code price} and {@code usage}, and Jackson's
 * streaming core.
 */
@NullMarked
package io.costspan.console.report;

import org.jspecify.annotations.NullMarked;
