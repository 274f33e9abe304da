// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/** Tests of what is accepted. */
@NullMarked
package io.costspan.conformance.verdict;

import org.jspecify.annotations.NullMarked;
