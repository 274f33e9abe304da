// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The lazy installer: opens the JDK, defines the bridge, edits client classes with ASM. Lives in
 * costspan's isolated loader and runs inside class loading, on whatever thread that happens; may
 * touch ASM, the bridge template and the routes, and waits for nobody.
 */
@NullMarked
package io.costspan.agent.install;

import org.jspecify.annotations.NullMarked;
