// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The application under the agent: JDK classes only, so that it runs from its class folder. It
 * knows nothing of costspan.
 */
package io.costspan.it.backends.app;
