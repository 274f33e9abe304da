// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Doubles of the engine's side of the contract: one that records and does as told, one that throws
 * where told. Test class path only.
 */
@NullMarked
package io.costspan.instrumentation.testing.gate;

import org.jspecify.annotations.NullMarked;
