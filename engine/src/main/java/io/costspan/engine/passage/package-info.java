// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What the life of a call asks of those who may stop it, put it off or answer it: the interfaces
 * that budgets, limits, breakers and caches fill in, and the values that pass between. Lives in
 * costspan's isolated loader; touches {@code wire}, {@code price}, {@code usage} and the contract,
 * and nothing that fills it in.
 */
@NullMarked
package io.costspan.engine.passage;

import org.jspecify.annotations.NullMarked;
