// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.contract;

import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a paid call, from before its first byte leaves until its answer has ended. The
 * glue drives it in this order:
 *
 * <pre>
 *   admit -> Send    -> requestTap()* -> respond -> tap.data* -> tap.end | tap.abort
 *                                     -> fail
 *         -> Answer  (the glue plays it to the application; nothing is sent)
 *                    -> sendAfterAll, where it cannot be played, and on as after Send
 *         -> Refuse  (the glue fails the call with the exception; nothing is sent)
 *         -> Later   (the glue waits, then goes on with the verdict that comes)
 * </pre>
 *
 * <p>Every path ends in exactly one settlement inside the engine; superfluous endings are ignored,
 * so a glue may report an end from every place that could see one. Methods may be called from
 * different threads, one after the other; {@link #fail} and the taps' endings may race.
 */
public interface Call {

  /** How the request body is wanted. Asked once, before {@link #admit}. */
  BodyNeed bodyNeed();

  /**
   * The longest request body, in bytes, to collect for {@link BodyNeed#BEFORE_SENDING} or {@link
   * BodyNeed#IF_AT_HAND}.
   */
  int bodyLimit();

  /**
   * Decides what happens to the call.
   *
   * @param body the whole request body, read-only, position 0; {@code null} when it was not asked
   *     for or could not be read ahead
   * @param caller whose thread would wait for a {@link Verdict.Later}
   */
  Verdict admit(@Nullable ByteBuffer body, Caller caller);

  /**
   * The answer that {@link #admit} gave, at once or later, cannot be played, by a fault of ours.
   * The application has seen nothing of it, so the request is sent after all and the call begins
   * anew: what is asked after a {@link Verdict.Send} is asked now, too. The answer's body is closed
   * afterwards. Asked at most once.
   *
   * @return how to send it
   */
  default Verdict.Send sendAfterAll() {
    return Verdict.Send.withHeaders(Map.of());
  }

  /** As {@link #admit(ByteBuffer, Caller)}, for a caller who waits for the answer. */
  default Verdict admit(@Nullable ByteBuffer body) {
    return admit(body, Caller.WAITS);
  }

  /**
   * Whether {@link #respond} or {@link #fail} may ask for something else {@code instead}. Asked
   * once, after {@link #admit}. A client whose future is given out before the answer is known keeps
   * to the application's own future when this is false, and then ignores an {@code instead}. What
   * is ignored, comes too late or cannot be played is closed, if it is an answer.
   */
  default boolean mayReplaceAnswer() {
    return false;
  }

  /**
   * Whether others may come to wait for the rest of the answer that this call is to get. Asked
   * after {@link #admit}. Where cancelling a client's own future would end the exchange under it,
   * the glue then gives out another, and asks {@link BodyTap#readOn} when that is cancelled.
   */
  default boolean mayBeFollowed() {
    return false;
  }

  /**
   * The tap for request bytes as they are sent. A client may send a body again (redirect,
   * authentication): the glue then asks for a new tap, which starts over. Never asked after the
   * body was passed to {@link #admit}.
   */
  BodyTap requestTap();

  /**
   * The answer's head has arrived.
   *
   * @param response the client's own response object, handed back to {@code headers}
   * @param sentTraceparent the {@code traceparent} header that really left the machine, when the
   *     client can tell; it may differ from the one the verdict asked for when another agent works
   *     beneath us
   */
  <R> Reaction respond(
      int status, R response, HeaderReader<R> headers, @Nullable String sentTraceparent);

  /**
   * No answer came: the connection was refused or lost, the call timed out or was cancelled before
   * the head arrived.
   *
   * @return what to do instead of failing, never {@link Verdict.Refuse} or {@link Verdict.Later};
   *     {@code null}, the usual case, lets the application see its own error
   */
  @Nullable Verdict fail(Throwable error);
}
