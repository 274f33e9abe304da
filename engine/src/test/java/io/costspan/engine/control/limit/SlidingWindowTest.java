// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlidingWindowTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final long SLOT = SECOND / 256;

  private static boolean tryTake(SlidingWindow window, long amount, long now) {
    boolean room = window.roomAt(0, amount, now) <= now;
    if (room) {
      window.take(amount, now);
    }
    return room;
  }

  @Test
  void letsTheLimitInAndNoMore() {
    SlidingWindow window = new SlidingWindow(new Pace(3, Duration.ofSeconds(1)));

    assertThat(tryTake(window, 1, 0)).isTrue();
    assertThat(tryTake(window, 2, SECOND / 2)).isTrue();
    assertThat(tryTake(window, 1, SECOND - 1)).isFalse();
    assertThat(window.roomAt(0, 1, SECOND - 1)).isEqualTo(SECOND + SLOT);
    assertThat(window.roomAt(0, 2, SECOND - 1)).isEqualTo(SECOND / 2 + SLOT + SECOND);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void behavesLikeAPlainListOfWhatWasTaken(long seed) {
    Random random = new Random(seed);
    int limit = 1 + random.nextInt(20);
    SlidingWindow window = new SlidingWindow(new Pace(limit, Duration.ofSeconds(1)));
    List<Taken> model = new ArrayList<>();
    long now = 0;
    for (int i = 0; i < 20_000; i++) {
      now += random.nextInt(4) == 0 ? 0 : (long) (random.nextDouble() * SECOND / limit * 2);
      long at = now;
      long amount = 1L + random.nextInt(Math.max(1, limit / 3));
      long used = model.stream().filter(t -> t.counts(at)).mapToLong(t -> t.amount).sum();
      assertThat(window.used(now)).isEqualTo(used);

      long room = window.roomAt(0, amount, now);
      assertThat(room <= now).isEqualTo(used + amount <= limit);
      if (room <= now) {
        Taken taken = new Taken(now, amount, window.take(amount, now));
        model.add(taken);
        if (random.nextInt(3) == 0) {
          long more = random.nextInt(3) - Math.min(1, amount);
          taken.amount += more;
          taken.slot.become(taken.amount);
        }
      } else {
        assertThat(usedAt(model, room) + amount).isLessThanOrEqualTo(limit);
        assertThat(usedAt(model, room - 1) + amount).isGreaterThan(limit);
      }
      if (model.size() > 200) {
        model.removeIf(t -> !t.counts(at));
      }
    }
  }

  private static long usedAt(List<Taken> model, long at) {
    return model.stream().filter(t -> t.counts(at)).mapToLong(t -> t.amount).sum();
  }

  @Test
  void neverLetsMoreThanTheLimitIntoAnyPeriod() {
    Random random = new Random(7);
    SlidingWindow window = new SlidingWindow(new Pace(10, Duration.ofSeconds(1)));
    List<Long> admitted = new ArrayList<>();
    long now = 0;
    for (int i = 0; i < 100_000; i++) {
      now += random.nextInt((int) SECOND / 40);
      if (tryTake(window, 1, now)) {
        admitted.add(now);
      }
    }

    assertThat(admitted).hasSizeGreaterThan(1000);
    for (int i = 10; i < admitted.size(); i++) {
      assertThat(admitted.get(i) - admitted.get(i - 10)).isGreaterThanOrEqualTo(SECOND);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 7, 8, 9, 30})
  void saysExactlyWhenOneBehindOthersWouldGetIn(int ahead) {
    SlidingWindow window = new SlidingWindow(new Pace(4, Duration.ofSeconds(1)));
    long now = 3 * SECOND / 7;
    window.take(3, now);
    long said = window.roomAt(ahead, 1, now + SECOND / 3);

    long at = now + SECOND / 3;
    for (int i = 0; i <= ahead; i++) {
      at = Math.max(at, window.roomAt(0, 1, at));
      window.take(1, at);
    }

    assertThat(said).isEqualTo(at);
  }

  @Test
  void letsAllOfAPartOfThePeriodGoTogether() {
    SlidingWindow window = new SlidingWindow(new Pace(1_000_000, Duration.ofSeconds(1)));
    window.take(3, 0);
    window.take(4, SLOT - 1);
    window.take(5, SLOT);

    assertThat(window.used(SECOND + SLOT - 1)).isEqualTo(12);
    assertThat(window.used(SECOND + SLOT)).isEqualTo(5);
  }

  @Test
  void ignoresCorrectionsOfWhatNoLongerCounts() {
    SlidingWindow window = new SlidingWindow(new Pace(10, Duration.ofSeconds(1)));
    Window.Taken slot = window.take(5, 0);
    assertThat(window.used(2 * SECOND)).isZero();

    slot.become(0);
    slot.become(100);

    assertThat(window.used(2 * SECOND)).isZero();
  }

  @Test
  void standsStillWhenTheClockGoesBack() {
    SlidingWindow window = new SlidingWindow(new Pace(1, Duration.ofSeconds(1)));
    window.take(1, 10 * SECOND);

    assertThat(tryTake(window, 1, 0)).isFalse();
    assertThat(tryTake(window, 1, 11 * SECOND + SLOT)).isTrue();
  }

  private static final class Taken {
    final long at;
    final Window.Taken slot;
    long amount;

    Taken(long at, long amount, Window.Taken slot) {
      this.at = at;
      this.amount = amount;
      this.slot = slot;
    }

    boolean counts(long now) {
      return now < (at / SLOT + 1) * SLOT + SECOND;
    }
  }
}
