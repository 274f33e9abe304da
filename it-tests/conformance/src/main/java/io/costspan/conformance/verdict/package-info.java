// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What the spans say against what is expected: comparison, allowed exceptions, and the reports.
 * System class loader of the runner; touches no network.
 */
@NullMarked
package io.costspan.conformance.verdict;

import org.jspecify.annotations.NullMarked;
