// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What the applications have in common: which of their cases run, on how many threads, and what is
 * printed of each. Application class loader; knows nothing of the agent.
 */
@NullMarked
package io.costspan.app.cases;

import org.jspecify.annotations.NullMarked;
