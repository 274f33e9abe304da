// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The safe side of the contract, shared by every client's glue: each class wraps a part of the
 * contract, lets nothing thrown inside it out, and falls back to what would happen if costspan were
 * not there. Lives in costspan's isolated loader, like the contract; JDK types and the agent's log
 * only.
 */
@NullMarked
package io.costspan.contract.guard;

import org.jspecify.annotations.NullMarked;
