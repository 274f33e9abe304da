// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Wires the engine's rooms into one gate. Lives in costspan's isolated loader; the gate is made on
 * the application's thread and is light, everything else comes up on costspan's own daemon thread.
 */
@NullMarked
package io.costspan.agent.engine;

import org.jspecify.annotations.NullMarked;
