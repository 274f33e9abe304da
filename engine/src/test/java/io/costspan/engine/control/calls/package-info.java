// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/** Calls as controls meet them, for the tests of all controls. */
@NullMarked
package io.costspan.engine.control.calls;

import org.jspecify.annotations.NullMarked;
