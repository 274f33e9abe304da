// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Typed settings, their sources and their validation. Lives in costspan's isolated loader and in
 * the console's class path; may touch the JDK and Jackson's YAML parser only.
 */
@NullMarked
package io.costspan.engine.config;

import org.jspecify.annotations.NullMarked;
