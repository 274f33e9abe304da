// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * A client-neutral model of an HTTP call, as small as the contract cases need; each client module
 * implements {@link io.costspan.instrumentation.testing.client.ClientUnderTest} over its own types.
 * Test class path only.
 */
@NullMarked
package io.costspan.instrumentation.testing.client;

import org.jspecify.annotations.NullMarked;
