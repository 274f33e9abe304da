// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The child JVM: an application that knows nothing of the agent it runs under, sends each planned
 * request and reads its whole answer. System class loader of the child.
 */
@NullMarked
package io.costspan.conformance.replay;

import org.jspecify.annotations.NullMarked;
