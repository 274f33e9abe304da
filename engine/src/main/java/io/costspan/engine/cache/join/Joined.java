// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache.join;

import io.costspan.engine.usage.Usage;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What becomes of a call that looks for its like in flight. */
public sealed interface Joined {

  /**
   * It goes out, for itself and for those that come to wait for it.
   *
   * @param flight to be told of what its answer is
   */
  record Leads(Lead flight) implements Joined {}

  /**
   * It waits.
   *
   * @param then ends in time: with {@link Leads}, {@link Answered}, {@link Rescued} or {@link
   *     Alone}
   * @param place given up by whoever waits no longer
   */
  record Waits(CompletionStage<Joined> then, Place place) implements Joined {}

  /**
   * It is answered by what another call gets.
   *
   * @param status of that answer
   * @param headers of that answer
   * @param body its bytes, as they arrive, the first of them held for this reader
   */
  record Answered(int status, List<Map.Entry<String, String>> headers, FollowedBody body)
      implements Joined {}

  /**
   * The call it waited for has failed, and was helped in another way, which helps this one too.
   *
   * @param with what helped
   */
  record Rescued(Object with) implements Joined {}

  /** It goes out for itself alone. */
  record Alone() implements Joined {}

  /** A place among those who wait. */
  interface Place {
    /** Waits no longer; the stage ends with {@link Alone}. Idempotent. */
    void leave();
  }

  /** The call that goes out, towards those that wait for it. Idempotent in every part. */
  interface Lead {
    /** The answer's head has come. */
    void head(int status, List<Map.Entry<String, String>> headers, boolean stream);

    /** More of its body. */
    void data(ByteBuffer bytes);

    /** Whether anybody would miss the rest of the body. */
    boolean missed();

    /**
     * It is over.
     *
     * @param whole whether the answer was read to its end
     * @param rescue what helped where it failed; {@code null} for nothing
     * @param usage what the provider said was used
     */
    void over(boolean whole, @Nullable Object rescue, Usage usage);
  }
}
