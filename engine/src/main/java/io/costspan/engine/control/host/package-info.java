// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What the processes of this host spend, by the ledger they share: read back when a JVM starts, and
 * followed while it runs. Lives in costspan's isolated loader and works on a daemon thread of its
 * own; may touch {@code journal}, {@code passage} and what budgets want to be told.
 */
@NullMarked
package io.costspan.engine.control.host;

import org.jspecify.annotations.NullMarked;
