// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.passage;

import io.costspan.contract.BodyTap;
import io.costspan.engine.wire.ResponseFacts;
import io.costspan.engine.wire.ResponseHead;
import io.costspan.log.AgentLog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Several controls, asked one after the other. What one has reserved goes back when a later one
 * stops or answers the call.
 */
public final class PassageChain implements Controls {
  private final List<Controls> all;

  /**
   * @param all in the order of asking: those that may answer a call before those that count it
   */
  public PassageChain(List<Controls> all) {
    this.all = List.copyOf(all);
  }

  @Override
  public @Nullable Passage passage(Arrival arrival) {
    List<Passage> concerned = new ArrayList<>(all.size());
    for (Controls controls : all) {
      Passage passage = passage(controls, arrival);
      if (passage != null) {
        concerned.add(passage);
      }
    }
    return switch (concerned.size()) {
      case 0 -> null;
      case 1 -> concerned.get(0);
      default -> new Chained(concerned);
    };
  }

  /** One that throws has no say about the call; the others are asked all the same. */
  private static @Nullable Passage passage(Controls controls, Arrival arrival) {
    try {
      return controls.passage(arrival);
    } catch (RuntimeException | LinkageError fault) {
      AgentLog.warnOnce("control-passage", "a rule could not be asked about a call: " + fault);
      controls.failed(fault);
      return null;
    }
  }

  private static final class Chained implements Passage {
    private final List<Passage> parts;

    Chained(List<Passage> parts) {
      this.parts = parts;
    }

    @Override
    public boolean needsBody() {
      return parts.stream().anyMatch(Passage::needsBody);
    }

    @Override
    public Ruling admit(Asked asked) {
      return admit(asked, 0);
    }

    private Ruling admit(Asked asked, int from) {
      for (int i = from; i < parts.size(); i++) {
        Ruling ruling = admitted(asked, i);
        if (ruling instanceof Ruling.Wait wait) {
          int waiting = i;
          return new Ruling.Wait(wait.then().thenCompose(then -> goOn(asked, waiting, then)));
        }
        if (!(ruling instanceof Ruling.Go)) {
          withdrawBut(i);
          return ruling;
        }
      }
      return Ruling.GO;
    }

    /** One that throws stops nobody, and keeps nothing; the others are asked all the same. */
    private Ruling admitted(Asked asked, int i) {
      Passage part = parts.get(i);
      try {
        return part.admit(asked);
      } catch (RuntimeException | LinkageError fault) {
        AgentLog.warnOnce("control-admission", "a rule could not be asked about a call: " + fault);
        part.failed(fault);
        return Ruling.GO;
      }
    }

    private CompletionStage<Ruling> goOn(Asked asked, int waited, Ruling then) {
      if (!(then instanceof Ruling.Go)) {
        withdrawBut(waited);
        return CompletableFuture.completedFuture(then);
      }
      Ruling next = admit(asked, waited + 1);
      return next instanceof Ruling.Wait wait
          ? wait.then()
          : CompletableFuture.completedFuture(next);
    }

    private void withdrawBut(int decider) {
      Passage decided = parts.get(decider);
      each(
          part -> {
            if (part != decided) {
              part.withdraw();
            }
          });
    }

    @Override
    public void withdraw() {
      each(Passage::withdraw);
    }

    /** Tells every part, also when one of them fails, and then of its failing. */
    private void each(Consumer<Passage> told) {
      RuntimeException first = null;
      for (Passage part : parts) {
        try {
          told.accept(part);
        } catch (RuntimeException fault) {
          first = first == null ? fault : first;
        }
      }
      if (first != null) {
        throw first;
      }
    }

    @Override
    public boolean mayAnswerInstead() {
      return parts.stream().anyMatch(Passage::mayAnswerInstead);
    }

    @Override
    public boolean mayBeFollowed() {
      return parts.stream().anyMatch(Passage::mayBeFollowed);
    }

    @Override
    public Attendance respond(int status, ResponseHead head) {
      BodyTap tap = null;
      Ruling.Local instead = null;
      for (Passage part : parts) {
        Attendance attendance = part.respond(status, head);
        if (attendance.tap() != null) {
          tap = tap == null ? attendance.tap() : new BothTaps(tap, attendance.tap());
        }
        instead = instead == null ? attendance.instead() : instead;
      }
      return new Attendance(tap, instead);
    }

    @Override
    public Ruling.@Nullable Local fail(Throwable error) {
      List<Ruling.Local> given = new ArrayList<>(1);
      each(
          part -> {
            Ruling.Local local = part.fail(error);
            if (local != null) {
              given.add(local);
            }
          });
      return given.isEmpty() ? null : given.get(0);
    }

    @Override
    public void ended(ResponseFacts facts, boolean whole) {
      each(part -> part.ended(facts, whole));
    }

    @Override
    public boolean pressing() {
      for (Passage part : parts) {
        if (part.pressing()) {
          return true;
        }
      }
      return false;
    }

    @Override
    public List<String> settled(Settlement settlement) {
      List<String> events = new ArrayList<>();
      each(part -> events.addAll(part.settled(settlement)));
      return events;
    }

    @Override
    public void lost() {
      each(Passage::lost);
    }

    @Override
    public Handling handling() {
      Handling all = Handling.SENT;
      for (Passage part : parts) {
        all = all.and(part.handling());
      }
      return all;
    }
  }
}
