// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Caps on what may be spent under one trace: one request to the application, with all the calls it
 * leads to. Lives in costspan's isolated loader; touches {@code passage} and the rules' language
 * beside it, and no thread of its own.
 */
@NullMarked
package io.costspan.engine.control.root;

import org.jspecify.annotations.NullMarked;
