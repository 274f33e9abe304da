// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * One class for each provider API: which values of its bodies matter and what they mean. Lives in
 * costspan's isolated loader; may touch {@code wire}'s records, {@code wire.frame}, {@code
 * wire.json} and {@code usage}.
 */
@NullMarked
package io.costspan.engine.wire.dialect;

import org.jspecify.annotations.NullMarked;
