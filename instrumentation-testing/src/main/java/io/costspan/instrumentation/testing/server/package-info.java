// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The servers the client contract runs against: exact control over what a server sends, when, and
 * how it breaks off. Loopback only. Test class path; nothing here runs beside an application.
 */
@NullMarked
package io.costspan.instrumentation.testing.server;

import org.jspecify.annotations.NullMarked;
