// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * An application built on langchain4j as its users have it. Application class loader; knows nothing
 * of the agent, and prints the same with and without it.
 */
@NullMarked
package io.costspan.app.langchain4j;

import org.jspecify.annotations.NullMarked;
