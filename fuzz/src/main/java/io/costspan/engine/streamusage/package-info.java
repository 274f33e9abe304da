// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The program that feeds the filter of answers whose usage was asked for. Lies in the filter's
 * package to reach it. For the build only; nothing of it is in the agent.
 */
@NullMarked
package io.costspan.engine.streamusage;

import org.jspecify.annotations.NullMarked;
