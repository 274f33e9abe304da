// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Which provider and operation a request is, and what a response says was used. This package holds
 * what the other rooms see; {@code dialect} has one reader for each provider API, {@code frame}
 * finds the documents in a body, {@code json} reads them. Bytes come in as they arrive and are read
 * once, in bounded memory. Lives in costspan's isolated loader; may touch {@code usage}, the
 * contract and Jackson's streaming core.
 */
@NullMarked
package io.costspan.engine.wire;

import org.jspecify.annotations.NullMarked;
