// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The replay runner: reads recorded exchanges, has a child JVM send them through a real client
 * under the packaged agent, and compares the exported spans with what is expected. An application
 * of its own, in the system class loader of a JVM without the agent; it uses nothing of the engine,
 * so that the two cannot be wrong together.
 */
@NullMarked
package io.costspan.conformance;

import org.jspecify.annotations.NullMarked;
