// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The crash-safe local record of every call: one append-only file a JVM, and its reader. Lives in
 * costspan's isolated loader (writer) and in the console's class path (reader); may touch {@code
 * file}, {@code meter}'s records, {@code price}, {@code usage} and Jackson's streaming core.
 */
@NullMarked
package io.costspan.engine.journal;

import org.jspecify.annotations.NullMarked;
