// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What a usage costs: the catalogue, the matching of model names, the rules, and exact arithmetic.
 * Decimal text in, {@code BigDecimal} inside, one rounding a call. Lives in costspan's isolated
 * loader and in the console's class path; may touch {@code usage} and Jackson's streaming core,
 * nothing else.
 */
@NullMarked
package io.costspan.engine.price;

import org.jspecify.annotations.NullMarked;
