// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * A bounded sample of a body's text, kept in memory from the body's passing to the call's settling
 * and nowhere else, so that tokens nobody reported can be estimated. Lives in costspan's isolated
 * loader; may touch {@code wire.json} and the JDK.
 */
@NullMarked
package io.costspan.engine.wire.text;

import org.jspecify.annotations.NullMarked;
