// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.dialect;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The members that a request of a dialect cannot do without. Immutable.
 *
 * @param model whether it names its model
 * @param prompts at least one of these is there
 * @param also at least one of these, too; empty when the rest is proof enough
 * @param other another shape that it may have instead; {@code null} when there is but the one
 */
record RequestShape(
    boolean model, Set<RequestKey> prompts, Set<RequestKey> also, @Nullable RequestShape other) {

  /** A model, and one of the prompts. */
  static RequestShape of(RequestKey... prompts) {
    return new RequestShape(true, Set.of(prompts), Set.of(), null);
  }

  RequestShape and(RequestKey first, RequestKey... more) {
    return new RequestShape(
        model, prompts, Collections.unmodifiableSet(EnumSet.of(first, more)), other);
  }

  /** The server has but one model, so that nobody names it. */
  RequestShape withoutModel() {
    return new RequestShape(false, prompts, also, other);
  }

  RequestShape or(RequestShape another) {
    return new RequestShape(model, prompts, also, another);
  }

  boolean fits(boolean modelNamed, Set<RequestKey> said) {
    boolean fits =
        (modelNamed || !model)
            && !Collections.disjoint(said, prompts)
            && (also.isEmpty() || !Collections.disjoint(said, also));
    return fits || (other != null && other.fits(modelNamed, said));
  }
}
