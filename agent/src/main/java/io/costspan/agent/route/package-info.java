// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * From the bridge's JDK-typed fields to the hook of each client. Lives in costspan's isolated
 * loader, runs on the application's threads; may touch the contract, the log and the JDK client's
 * hook, and reaches OkHttp's only through handles.
 */
@NullMarked
package io.costspan.agent.route;

import org.jspecify.annotations.NullMarked;
