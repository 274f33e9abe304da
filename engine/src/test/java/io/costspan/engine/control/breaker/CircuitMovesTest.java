// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every sequence of five moves, against a plain model. */
class CircuitMovesTest {
  private static final int LENGTH = 5;
  private static final Duration OPEN_FOR = Duration.ofMinutes(1);
  private static final BigDecimal CHEAP = BigDecimal.ONE;
  private static final BigDecimal DEAR = BigDecimal.TEN;
  private static final BreakerTerms TERMS =
      BreakerTerms.NONE.dear(2, new BigDecimal(5), Duration.ofDays(1)).openFor(OPEN_FOR);

  private enum Move {
    CALL,
    REPEATED_CALL,
    FINE,
    DEAR,
    FAILED,
    LEFT,
    FREED,
    TIME,
    OPEN_BY_HAND,
    CLOSE_BY_HAND
  }

  private static final Set<Move> ENDINGS = EnumSet.range(Move.FINE, Move.FREED);

  @Test
  void standsAsTheModelAfterEverySequence() {
    int sequences = (int) Math.pow(Move.values().length, LENGTH);
    for (int i = 0; i < sequences; i++) {
      List<Move> moves = new ArrayList<>(LENGTH);
      for (int rest = i, n = 0; n < LENGTH; n++, rest /= Move.values().length) {
        moves.add(Move.values()[rest % Move.values().length]);
      }
      // the second half of all is led by what brings it to half-open at once
      play(moves, i % 2 == 0);
    }
  }

  private static void play(List<Move> moves, boolean halfOpen) {
    long[] now = {0};
    Circuit circuit =
        new Circuit(
            TERMS,
            () -> now[0],
            Clock.fixed(Instant.EPOCH, ZoneOffset.UTC),
            (position, why) -> assertThat(why).isNotEmpty());
    Model model = new Model();
    Deque<Ticket> tickets = new ArrayDeque<>();
    if (halfOpen) {
      circuit.open(OPEN_FOR, "test");
      now[0] += OPEN_FOR.toNanos();
      model.position = CircuitPosition.HALF_OPEN;
    }
    for (Move move : moves) {
      boolean let = act(circuit, tickets, move, now);
      boolean shouldLet = model.act(move);
      assertThat(let).as("%s in %s", move, moves).isEqualTo(shouldLet);
      assertThat(circuit.state("b", "").position())
          .as("after %s in %s", move, moves)
          .isEqualTo(model.position);
    }
  }

  /** Returns whether a call was let pass. */
  private static boolean act(Circuit circuit, Deque<Ticket> tickets, Move move, long[] now) {
    Ticket oldest = ENDINGS.contains(move) ? tickets.poll() : null;
    if (oldest != null) {
      switch (move) {
        case FINE -> circuit.ended(oldest, CHEAP, Circuit.Ending.FINE);
        case DEAR -> circuit.ended(oldest, DEAR, Circuit.Ending.FINE);
        case FAILED -> circuit.ended(oldest, CHEAP, Circuit.Ending.FAILED);
        case LEFT -> circuit.ended(oldest, null, Circuit.Ending.LEFT);
        default -> circuit.free(oldest);
      }
      return false;
    }
    switch (move) {
      case CALL, REPEATED_CALL -> {
        if (circuit.enter(move == Move.REPEATED_CALL) instanceof Ticket ticket) {
          tickets.add(ticket);
          return true;
        }
      }
      case TIME -> now[0] += OPEN_FOR.toNanos();
      case OPEN_BY_HAND -> circuit.open(null, "test");
      case CLOSE_BY_HAND -> circuit.close("test");
      default -> {
        // there is no call that could end
      }
    }
    return false;
  }

  private static final class Model {
    private final Deque<Object> calls = new ArrayDeque<>();
    private CircuitPosition position = CircuitPosition.CLOSED;
    private boolean byHand;
    private Object probe;
    private int dear;

    boolean act(Move move) {
      switch (move) {
        case CALL, REPEATED_CALL -> {
          return call(move == Move.REPEATED_CALL);
        }
        case TIME -> {
          if (position == CircuitPosition.OPEN && !byHand) {
            position = CircuitPosition.HALF_OPEN;
          }
        }
        case OPEN_BY_HAND -> {
          open();
          byHand = true;
        }
        case CLOSE_BY_HAND -> close();
        default -> {
          Object ended = calls.poll();
          if (ended != null) {
            end(ended, move);
          }
        }
      }
      return false;
    }

    private boolean call(boolean repeated) {
      if (repeated && position != CircuitPosition.OPEN) {
        open();
      }
      if (position == CircuitPosition.OPEN
          || (position == CircuitPosition.HALF_OPEN && probe != null)) {
        return false;
      }
      Object call = new Object();
      calls.add(call);
      probe = position == CircuitPosition.HALF_OPEN ? call : null;
      return true;
    }

    private void end(Object call, Move how) {
      if (call.equals(probe)) {
        probe = null;
        if (how == Move.DEAR || how == Move.FAILED) {
          open();
        } else if (how == Move.FINE) {
          close();
        }
      } else if (position == CircuitPosition.CLOSED && how == Move.DEAR && ++dear == 2) {
        open();
      }
    }

    private void open() {
      position = CircuitPosition.OPEN;
      byHand = false;
      probe = null;
      dear = 0;
    }

    private void close() {
      position = CircuitPosition.CLOSED;
      probe = null;
      dear = 0;
    }
  }
}
