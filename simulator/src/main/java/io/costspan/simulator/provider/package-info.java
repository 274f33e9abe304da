// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What each provider answers, one class a dialect, written by hand from the providers'
 * documentation and from recorded shapes. Pure functions of the request: no sockets, no clock but
 * for time stamps. Simulator's class path.
 */
@NullMarked
package io.costspan.simulator.provider;

import org.jspecify.annotations.NullMarked;
