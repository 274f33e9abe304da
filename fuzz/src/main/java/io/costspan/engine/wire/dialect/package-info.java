// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What a program that feeds the readers of bodies has to ask them and may not from outside. Lies in
 * their package to reach them. For the build only; nothing of it is in the agent.
 */
@NullMarked
package io.costspan.engine.wire.dialect;

import org.jspecify.annotations.NullMarked;
