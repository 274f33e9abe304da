// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What the application's JVM sees of costspan: the premain class, the name-keyed transformer and
 * the isolated loader. The only classes at the root of the agent jar; they live in the system class
 * loader, in sight of the application, so they are few, hold no state worth finding, and touch the
 * JDK only: no logging, {@code java.nio.file}, JMX or networking before {@code main}.
 */
@NullMarked
package io.costspan.agent;

import org.jspecify.annotations.NullMarked;
