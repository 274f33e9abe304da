// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The life of one call: open, admit, respond, settle, exactly once. On the application's threads it
 * only copies and counts; what is slow happens behind a bounded queue on costspan's own daemon
 * thread. Lives in costspan's isolated loader; may touch {@code wire}, {@code price}, {@code
 * usage}, {@code streamusage}, {@code estimate}, {@code passage} and the contract.
 */
@NullMarked
package io.costspan.engine.meter;

import org.jspecify.annotations.NullMarked;
