// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control;

import io.costspan.engine.passage.Arrival;
import io.costspan.engine.passage.Asked;
import io.costspan.engine.passage.Controls;
import io.costspan.engine.passage.Passage;
import io.costspan.engine.passage.Ruling;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps calls that are held in dollars until the prices have been read, in a JVM's first second:
 * what they may come to cannot be told before, and many at a time would pass any limit. It blocks
 * no thread but that of a caller who waits for the answer. Thread-safe.
 *
 * @param toCome when prices will be read, which is bounded; {@code null} when they are
 * @param rooms those that may hold dollars
 */
record PriceWait(Supplier<@Nullable CompletionStage<?>> toCome, List<Room> rooms)
    implements Controls {

  @Override
  public @Nullable Passage passage(Arrival arrival) {
    CompletionStage<?> prices = toCome.get();
    if (prices == null) {
      return null;
    }
    for (Room room : rooms) {
      if (room.needsPrices(arrival)) {
        return new Waiting(prices);
      }
    }
    return null;
  }

  private static final class Waiting implements Passage {
    private final CompletableFuture<Ruling> end = new CompletableFuture<>();
    private final CompletionStage<?> prices;

    Waiting(CompletionStage<?> prices) {
      this.prices = prices;
    }

    @Override
    public boolean needsBody() {
      return false;
    }

    @Override
    public Ruling admit(Asked asked) {
      CompletionStage<?> unused = prices.whenComplete((read, never) -> end.complete(Ruling.GO));
      return end.isDone() ? Ruling.GO : new Ruling.Wait(end);
    }

    @Override
    public void withdraw() {
      end.complete(Ruling.GO);
    }
  }
}
