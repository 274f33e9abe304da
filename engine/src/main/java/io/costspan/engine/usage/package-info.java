// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What one call used: units and counts, with "zero" and "not said" kept apart. The innermost room
 * of the engine: it imports nothing but the JDK. Lives in costspan's isolated loader, and in the
 * console's class path.
 */
@NullMarked
package io.costspan.engine.usage;

import org.jspecify.annotations.NullMarked;
