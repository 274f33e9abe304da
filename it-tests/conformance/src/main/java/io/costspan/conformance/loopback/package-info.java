// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What the child talks to, on loopback only: a server that answers as recorded, and a receiver of
 * OTLP over HTTP. System class loader of the runner.
 */
@NullMarked
package io.costspan.conformance.loopback;

import org.jspecify.annotations.NullMarked;
