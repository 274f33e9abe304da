// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/** Recorded exchanges, read through the wire room's public API and compared field by field. */
@NullMarked
package io.costspan.engine.wire.conformance;

import org.jspecify.annotations.NullMarked;
