// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Each SDK under the packaged agent on every supported JDK, against the simulator under the
 * providers' real names. Runs in the test's JVM; application and agent are in JVMs of their own.
 */
package io.costspan.it.sdk;
