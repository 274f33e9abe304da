// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.meter;

/**
 * One try at a call. Immutable.
 *
 * @param id its own, 16 hex digits
 * @param group the first try's id
 * @param number 1 for the first
 * @param afterRefusal whether the try before it was refused here
 * @param answering whether it fetches what another of its group has promised
 */
record Attempt(String id, String group, int number, boolean afterRefusal, boolean answering) {

  /** One that fetches nothing. */
  Attempt(String id, String group, int number, boolean afterRefusal) {
    this(id, group, number, afterRefusal, false);
  }

  /** One that nothing went before. */
  static Attempt first() {
    String id = CallIds.next();
    return new Attempt(id, id, 1, false);
  }

  /** The exchange that fetches what another has promised. */
  static Attempt answering(CallRecord promised) {
    return new Attempt(CallIds.next(), promised.group(), promised.attempt(), false, true);
  }
}
