// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.contract;

import org.jspecify.annotations.Nullable;

/**
 * What happens to an answer whose head has arrived. With {@code instead} the glue closes the answer
 * unread and goes on with that verdict, once: the reaction to what comes then is always a delivery.
 *
 * @param tap sees the bytes as they came from the network, after decoding by the client and before
 *     {@code filter}
 * @param filter changes the bytes the application gets; {@code null} delivers them as they are
 * @param instead another answer, or another place to send the call to; never {@link Verdict.Refuse}
 *     or {@link Verdict.Later}
 */
public record Reaction(BodyTap tap, @Nullable BodyFilter filter, @Nullable Verdict instead) {

  /** Deliver the answer as it is. */
  public static Reaction deliver(BodyTap tap) {
    return new Reaction(tap, null, null);
  }
}
