// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Recorded exchanges as files of JSON lines, and the address each is sent to. Reads files of other
 * makers: whatever is in a line, it is reported and never fatal. System class loader of the runner.
 */
@NullMarked
package io.costspan.conformance.corpus;

import org.jspecify.annotations.NullMarked;
