// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * A local stand-in for the providers: started by tests in their own JVM or as a program beside the
 * demo. Never part of the agent, never under it; plain application class loader.
 */
@NullMarked
package io.costspan.simulator;

import org.jspecify.annotations.NullMarked;
