// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Jetty: the ports, the record of what arrived, and the writing of answers at their own pace.
 * Simulator's class path; knows nothing of the providers' formats.
 */
@NullMarked
package io.costspan.simulator.server;

import org.jspecify.annotations.NullMarked;
