// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The contract every HTTP client module passes, case by case: whatever the engine asks for or does
 * wrong, the application gets what it would get without costspan, the provider gets one request,
 * and the engine is told one ending. Test class path only.
 */
@NullMarked
package io.costspan.instrumentation.testing;

import org.jspecify.annotations.NullMarked;
