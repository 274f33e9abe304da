// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.limit;

import io.costspan.engine.control.limit.LimitState.Use;
import io.costspan.engine.passage.Refusal.Reason;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What is taken of one limit for one value of its scope. Guarded by the gate's lock. */
final class Counters {
  private static final String REQUESTS = "requests/";
  private static final String TOKENS = "tokens/";
  private static final long FIRST_GUESS_NANOS = 1_000_000_000;
  private static final int LATEST_PART = 8;

  private final LongSupplier nanos;
  private final Clock clock;
  private LimitTerms terms;
  private List<Window> requests = List.of();
  private List<Window> tokens = List.of();
  private int running;
  private long callNanos;

  /**
   * @param nanos monotonic nanoseconds, from 0 on
   * @param clock the wall clock, for days
   */
  Counters(LongSupplier nanos, Clock clock, LimitTerms terms) {
    this.nanos = nanos;
    this.clock = clock;
    this.terms = terms;
    change(terms);
  }

  /** Other limits; what is taken stays taken where it is counted alike. */
  void change(LimitTerms to) {
    terms = to;
    requests = windows(requests, to.requests());
    tokens = windows(tokens, to.tokens());
  }

  private List<Window> windows(List<Window> before, List<Pace> paces) {
    List<Window> left = new ArrayList<>(before);
    List<Window> windows = new ArrayList<>(paces.size());
    for (Pace pace : paces) {
      Window known =
          left.stream()
              .filter(window -> window.goesOnWith(pace, terms.zone()))
              .findFirst()
              .orElse(null);
      left.remove(known);
      windows.add(known == null ? Window.of(pace, clock, terms.zone()) : known);
    }
    return windows;
  }

  LimitTerms terms() {
    return terms;
  }

  int running() {
    return running;
  }

  List<Use> uses() {
    List<Use> uses = new ArrayList<>();
    requests.forEach(window -> uses.add(use(REQUESTS, window)));
    tokens.forEach(window -> uses.add(use(TOKENS, window)));
    return uses;
  }

  private Use use(String what, Window window) {
    Pace pace = window.pace();
    return new Use(what + pace.unit(), pace.amount(), window.used(nanos.getAsLong()));
  }

  /** Takes for one call, whether there is room or not. */
  Hold take(long tokenCount) {
    long now = nanos.getAsLong();
    running++;
    List<Window.Taken> ofRequests = new ArrayList<>(requests.size());
    for (Window window : requests) {
      ofRequests.add(window.take(1, now));
    }
    List<Window.Taken> ofTokens = new ArrayList<>(tokens.size());
    boolean pressing = false;
    for (Window window : tokens) {
      long amount = payable(window, tokenCount);
      ofTokens.add(window.take(amount, now));
      pressing |= window.roomAt(0, amount, now) > now;
    }
    return new Hold(ofRequests, ofTokens, now, pressing);
  }

  /** The call runs no more. Whether it did until now. */
  boolean stop(Hold hold) {
    if (!hold.running) {
      return false;
    }
    hold.running = false;
    running--;
    long took = nanos.getAsLong() - hold.since;
    callNanos = callNanos == 0 ? took : callNanos + (took - callNanos) / LATEST_PART;
    return true;
  }

  /** The call has used other than was taken for it. */
  void correct(Hold hold, long realTokens) {
    if (hold.counted) {
      hold.tokens.forEach(taken -> taken.become(realTokens));
    }
  }

  /** The call was never made. */
  void giveBack(Hold hold) {
    if (hold.running) {
      hold.running = false;
      running--;
    }
    correct(hold, 0);
    if (hold.counted) {
      hold.requests.forEach(taken -> taken.become(0));
      hold.counted = false;
    }
  }

  /**
   * What one more call lacks; {@code null} when it may go.
   *
   * @param ahead calls that go before it
   * @param tokensAhead what those take
   */
  @Nullable Shortage shortage(long tokenCount, int ahead, long tokensAhead) {
    Shortage worst = ofCalls(ahead);
    for (Window window : requests) {
      worst = Shortage.worse(worst, of(REQUESTS, window, ahead, 1, null));
    }
    for (Window window : tokens) {
      long amount = payable(window, tokenCount);
      worst = Shortage.worse(worst, of(TOKENS, window, tokensAhead, amount, tokenCount));
    }
    return worst;
  }

  private @Nullable Shortage of(
      String what, Window window, long ahead, long amount, @Nullable Long asked) {
    long now = nanos.getAsLong();
    long wait = window.roomAt(ahead, amount, now) - now;
    if (wait <= 0) {
      return null;
    }
    Use use = use(what, window);
    return new Shortage(
        Reason.RATE_LIMITED,
        use.unit(),
        use.limit(),
        use.used(),
        asked,
        wait,
        true,
        window.resets(),
        terms.zone());
  }

  /** Nobody knows when a call ends; a guess is by how long the latest took. */
  private @Nullable Shortage ofCalls(int ahead) {
    int most = terms.concurrent();
    if (most == 0 || running + ahead < most) {
      return null;
    }
    long guess = callNanos == 0 ? FIRST_GUESS_NANOS : Math.max(1, callNanos / most);
    return new Shortage(
        Reason.CONCURRENCY_LIMITED,
        "calls",
        most,
        running,
        null,
        guess * (1 + ahead),
        false,
        null,
        terms.zone());
  }

  /** One that asks for more than there ever is gets in when nothing else is taken. */
  private static long payable(Window window, long tokenCount) {
    return Math.min(Math.max(1, tokenCount), window.pace().amount());
  }
}
