// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.passage;

import io.costspan.engine.wire.ResponseFacts;
import io.costspan.engine.wire.ResponseHead;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call on its way past some controls. It is asked in this order:
 *
 * <pre>
 *   admit -> Go      -> respond? -> ended -> settled | lost
 *                    -> fail?    -> ended -> settled | lost
 *         -> Local   (its answer's body is closed by whoever reads it; nothing more is asked)
 *         -> Refused (nothing more is asked)
 *         -> Wait    -> one of the above, or withdraw
 * </pre>
 *
 * {@link #withdraw} may come at any time before the call is sent: while it waits, and also when it
 * was let go here and stopped by another. Everything but {@link #settled} and {@link #lost} runs on
 * the application's threads and does not block. Methods are called one after the other, but for
 * {@code withdraw}, which may race with the end of a wait. What throws lets the call pass.
 */
public interface Passage {

  /** Whether {@link #admit} is to see the request body. */
  boolean needsBody();

  /** Decides. Asked once. */
  Ruling admit(Asked asked);

  /**
   * The call will not be sent after all: what was reserved for it goes back, and a wait ends with
   * any ruling. Idempotent; ignored once the call is sent. An {@link #admit} that comes after it
   * reserves nothing.
   */
  void withdraw();

  /** Whether {@link #respond} or {@link #fail} may give another answer. Asked after a Go. */
  default boolean mayAnswerInstead() {
    return false;
  }

  /** Whether others may come to read the call's answer as it arrives. Asked after a Go. */
  default boolean mayBeFollowed() {
    return false;
  }

  /** The answer's head is there. */
  default Attendance respond(int status, ResponseHead head) {
    return Attendance.NONE;
  }

  /** No answer came; {@code null} lets the application see its own error. */
  default Ruling.@Nullable Local fail(Throwable error) {
    return null;
  }

  /**
   * The call is over, and what its answer says is known, though not yet what it costs.
   *
   * @param facts {@link ResponseFacts#UNKNOWN} when there was no answer
   * @param whole whether the answer was read to its end
   */
  default void ended(ResponseFacts facts, boolean whole) {}

  /**
   * Whether the next call may be stopped, or let go, by what this one turns out to have cost: then
   * it is settled at once. Otherwise that may take some milliseconds, for the application's thread
   * is not to pay for waking ours. Asked once, after {@link #ended}.
   */
  default boolean pressing() {
    return false;
  }

  /**
   * What the call cost. On the thread that settles.
   *
   * @return what is worth an event on the call's span, in words; empty as a rule
   */
  default List<String> settled(Settlement settlement) {
    return List.of();
  }

  /** The call's cost will never be told: too many ended at a time, or settling it failed. */
  default void lost() {}

  /** Its {@link #admit} has thrown, and the call goes on as if it had let it go. Does not throw. */
  default void failed(Throwable fault) {}

  /** What these controls did about a call that was sent. Asked after {@link #ended}. */
  default Handling handling() {
    return Handling.SENT;
  }
}
