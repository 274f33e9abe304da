// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/** Tests of what makes a request of a record. */
@NullMarked
package io.costspan.conformance.corpus;

import org.jspecify.annotations.NullMarked;
