// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Programs that Jazzer feeds with bytes: each reads them as the agent would, in any pieces, and
 * fails where something escapes, where the pieces matter, or where memory grows with the body. For
 * the build only; nothing of it is in the agent.
 */
@NullMarked
package io.costspan.fuzz;

import org.jspecify.annotations.NullMarked;
