// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Which provider and operation a request is, and what a response says was used: one class a
 * dialect. Bytes come in as they arrive and are read once, in bounded memory. Lives in costspan's
 * isolated loader; may touch {@code usage}, the contract and Jackson's streaming core.
 */
@NullMarked
package io.costspan.engine.wire;

import org.jspecify.annotations.NullMarked;
