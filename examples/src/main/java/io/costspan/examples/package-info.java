// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The demo: a help desk's working day, told by three SDKs. An ordinary application in the
 * application class loader; it knows nothing of costspan and would run the same without it.
 */
@NullMarked
package io.costspan.examples;

import org.jspecify.annotations.NullMarked;
