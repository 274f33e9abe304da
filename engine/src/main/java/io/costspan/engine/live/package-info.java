// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What a running JVM shows of itself, and what may be asked of it, by the console and by JMX: a
 * board of sections and operations, a local socket that only its user can reach, and the switch
 * that makes the agent step aside. Lives in costspan's isolated loader, and in the console for the
 * asking side; knows none of what is on the board, which is put there by the room that owns it.
 */
@NullMarked
package io.costspan.engine.live;

import org.jspecify.annotations.NullMarked;
