// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Keeps prices what they should be while the JVM runs: watches the user's price files, refreshes
 * the catalogue where the user asked for that, and says what is wrong or old. Lives in costspan's
 * isolated loader and in the console's class path; works on our own threads only; may touch {@code
 * price}, {@code price.own}, {@code config}, {@code file}, {@code usage}, Jackson's streaming core
 * and the JDK's HTTP client.
 */
@NullMarked
package io.costspan.engine.price.upkeep;

import org.jspecify.annotations.NullMarked;
