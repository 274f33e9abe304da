// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * A certificate authority that lives as long as the simulator. Uses the JDK only, so that no {@code
 * keytool} or {@code openssl} has to be found. Simulator's class path; touches no file.
 */
@NullMarked
package io.costspan.simulator.tls;

import org.jspecify.annotations.NullMarked;
