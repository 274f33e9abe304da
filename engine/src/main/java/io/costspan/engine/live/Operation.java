// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.live;

import java.util.List;
import java.util.Map;

/**
 * Something that may be asked of a running JVM.
 *
 * @param name one word
 * @param description one sentence
 * @param arguments names of the arguments it takes, the needed ones first
 * @param needed how many of them must be given
 * @param reach who may ask
 * @param work does it
 */
public record Operation(
    String name, String description, List<String> arguments, int needed, Reach reach, Work work) {

  /** Who may ask for an operation. */
  public enum Reach {
    /** Whoever reaches the board. */
    ANYONE,
    /**
     * The user whom the JVM runs as, by the socket that nobody else can open. What reads files by
     * their paths is for no other: JMX may be open to those who may not read them.
     */
    OWNER
  }

  /** One that anyone may ask for. */
  public Operation(String name, String description, List<String> arguments, int needed, Work work) {
    this(name, description, arguments, needed, Reach.ANYONE, work);
  }

  /** Does what was asked. Thread-safe. */
  @FunctionalInterface
  public interface Work {
    /**
     * Does it.
     *
     * @param arguments by name; those that were not given are not in it
     * @param who the user who asks, as far as it is known
     * @return what was done, one line for that user
     * @throws IllegalArgumentException when it cannot be done, with what to do about it
     */
    String perform(Map<String, String> arguments, String who);
  }

  /** Checks the arguments, and does it. */
  String perform(Map<String, String> given, String who) {
    for (String name : given.keySet()) {
      if (!arguments.contains(name)) {
        throw new IllegalArgumentException(
            this.name + " takes no \"" + name + "\"; it takes " + String.join(", ", arguments));
      }
    }
    for (String name : arguments.subList(0, needed)) {
      if (given.getOrDefault(name, "").isBlank()) {
        throw new IllegalArgumentException(this.name + " needs \"" + name + "\"");
      }
    }
    return work.perform(given, who);
  }
}
