// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Glue for {@code java.net.http}: client types to contract and back. Lives in costspan's isolated
 * loader, which sees the JDK's modules through the platform loader; called by the code inlined into
 * the JDK client's one private {@code sendAsync}. May touch {@code java.net.http}'s public API and
 * the contract; no {@code jdk.internal} type by link, only by name.
 *
 * <p>A call that is only watched, or changed before it leaves, keeps the client's own future. Only
 * where there is nothing to return that future for (a local answer, a refusal, a delay, an answer
 * that may be replaced) costspan gives a future of its own ({@link
 * io.costspan.instrumentation.httpclient.DrivenExchange}).
 */
@NullMarked
package io.costspan.instrumentation.httpclient;

import org.jspecify.annotations.NullMarked;
