// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The command line: reads the ledger and the settings, and prints. A program of its own on an
 * ordinary class path, never loaded by the agent; may touch the engine's {@code config}, {@code
 * live}, {@code journal}, {@code price} and {@code usage}, and picocli.
 */
@NullMarked
package io.costspan.console;

import org.jspecify.annotations.NullMarked;
