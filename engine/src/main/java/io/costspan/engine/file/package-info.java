// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Files that are the owner's alone. Lives in costspan's isolated loader and in the console's class
 * path; may touch the JDK only.
 */
@NullMarked
package io.costspan.engine.file;

import org.jspecify.annotations.NullMarked;
