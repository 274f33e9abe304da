// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Names with {@code *} in them, the same wherever a user may write one. Lives in costspan's
 * isolated loader and in the console's class path; touches the JDK only.
 */
@NullMarked
package io.costspan.engine.glob;

import org.jspecify.annotations.NullMarked;
