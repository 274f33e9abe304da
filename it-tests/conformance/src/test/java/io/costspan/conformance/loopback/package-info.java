// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/** Tests of what is accepted. */
@NullMarked
package io.costspan.conformance.loopback;

import org.jspecify.annotations.NullMarked;
