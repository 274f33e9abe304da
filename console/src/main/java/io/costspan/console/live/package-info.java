// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The commands that look at running JVMs and control them, each by the private socket of its own.
 * Part of the command line, never loaded by the agent; may touch the engine's {@code config} and
 * {@code live}, the console's tables, and picocli.
 */
@NullMarked
package io.costspan.console.live;

import org.jspecify.annotations.NullMarked;
