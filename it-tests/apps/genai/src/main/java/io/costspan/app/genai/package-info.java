// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * An application built on google-genai as its users have it. Application class loader; knows
 * nothing of the agent, and prints the same with and without it.
 */
@NullMarked
package io.costspan.app.genai;

import org.jspecify.annotations.NullMarked;
