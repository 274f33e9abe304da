// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The agent's own lines, written to standard error. Lives in costspan's isolated loader; touches
 * nothing but {@code System.err}, because a logging framework touched too early freezes the
 * application's choice of one.
 */
@NullMarked
package io.costspan.log;

import org.jspecify.annotations.NullMarked;
