// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Puts together who decides about calls in this JVM: the caches, breakers, limits and budgets of
 * its settings, each in a package below this one or beside it, in the order of asking. Lives in
 * costspan's isolated loader; the one room that knows all of them, known only to the agent's
 * wiring.
 */
@NullMarked
package io.costspan.engine.control;

import org.jspecify.annotations.NullMarked;
