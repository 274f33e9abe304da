// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The small language in which every rule says which calls it concerns, and for each of what it
 * counts. Lives in costspan's isolated loader and in the console's class path; runs on the
 * application's threads, keeps no lock and reads no file; touches {@code passage}, {@code glob} and
 * {@code config}.
 */
@NullMarked
package io.costspan.engine.control.rule;

import org.jspecify.annotations.NullMarked;
