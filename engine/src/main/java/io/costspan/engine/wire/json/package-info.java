// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * A byte-wise reader of JSON that reports the values at named paths and steps over everything else
 * without keeping it. Bounded whatever the input: no recursion, no collecting of long text. Lives
 * in costspan's isolated loader; touches nothing but the JDK.
 */
@NullMarked
package io.costspan.engine.wire.json;

import org.jspecify.annotations.NullMarked;
