// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import io.costspan.engine.passage.Arrival;
import io.costspan.engine.passage.Asked;
import io.costspan.engine.passage.Forecast;
import io.costspan.engine.passage.Passage;
import io.costspan.engine.passage.Refusal;
import io.costspan.engine.passage.Ruling;
import io.costspan.engine.passage.Settlement;
import io.costspan.engine.passage.Subject;
import io.costspan.log.AgentLog;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One call on its way past the budgets that may be over it. As thread-safe as a passage need be.
 */
final class BudgetPassage implements Passage {
  /** Why a call has no cost whose answer is fetched later. */
  private static final String BACKGROUND = "background";

  private final BudgetControls controls;
  private final Arrival arrival;
  private final List<Budget> budgets;
  private final Ticket ticket = new Ticket();
  private volatile @Nullable Known known;
  private volatile @Nullable Budget undecided;

  BudgetPassage(BudgetControls controls, Arrival arrival, List<Budget> budgets) {
    this.controls = controls;
    this.arrival = arrival;
    this.budgets = budgets;
  }

  @Override
  public boolean needsBody() {
    return true;
  }

  @Override
  public Ruling admit(Asked asking) {
    List<Claim> claims = claims(asking);
    boolean asked = undecided == null && !claims.isEmpty();
    Decision decision = asked ? decision(claims, asking) : Decision.GO;
    Budget strict = undecided;
    if (strict != null) {
      return controls.shape().of(arrival, asking, cannotTell(strict.rule()));
    }
    CompletableFuture<@Nullable Blocked> waiting = decision.waiting();
    return waiting == null
        ? ruling(decision.blocked(), asking)
        : new Ruling.Wait(waiting.thenApply(blocked -> ruling(blocked, asking)));
  }

  /** Where that fails nothing is held, and each budget does as its owner says. */
  private Decision decision(List<Claim> claims, Asked asking) {
    try {
      return controls.book().holds().admit(ticket, claims, asking.caller());
    } catch (RuntimeException | LinkageError fault) {
      Known call = known;
      (call == null ? budgets : call.budgets()).forEach(budget -> undecided(budget, fault));
      leave();
      return Decision.GO;
    }
  }

  private void leave() {
    try {
      withdraw();
    } catch (RuntimeException | LinkageError fault) {
      AgentLog.debug("a hold could not be given back, and ends by itself", fault);
    }
  }

  private List<Claim> claims(Asked asking) {
    Subject subject = asking.subject();
    List<Budget> concerned = concerned(asking);
    if (concerned.isEmpty()) {
      return List.of();
    }
    Forecast forecast = forecast(asking, concerned);
    Estimate estimate = forecast == null ? null : new Estimate(forecast, controls.pricesRead());
    List<Claim> claims = new ArrayList<>(concerned.size());
    List<Budget> counting = new ArrayList<>(concerned.size());
    for (Budget budget : concerned) {
      try {
        claims.add(claim(budget, subject, estimate));
        counting.add(budget);
      } catch (RuntimeException | LinkageError fault) {
        undecided(budget, fault);
      }
    }
    known = new Known(subject, forecast, counting);
    return claims;
  }

  private Claim claim(Budget budget, Subject subject, @Nullable Estimate estimate) {
    BudgetRule rule = budget.rule();
    boolean critical = rule.calls().critical().test(subject);
    Demand demand =
        estimate == null ? Estimate.failed(rule.unit(), critical) : estimate.demand(rule, critical);
    if (estimate != null && !demand.known() && !rule.unpriced().block()) {
      controls.book().fault(budget, priceless(subject));
    }
    return new Claim(budget.account(subject), demand);
  }

  /** The call goes uncounted by it, or does not go, as its owner says of what is not known. */
  private void undecided(Budget budget, Throwable fault) {
    controls.book().undecided(budget, fault);
    if (budget.rule().blockWhenDegraded()) {
      undecided = budget;
    }
  }

  private static Refusal cannotTell(BudgetRule rule) {
    return Refusal.of(Refusal.Reason.BUDGET_DEGRADED, rule.name(), null, rule.unit().word())
        .amounts(Amounts.text(rule.limit()), null, null, null);
  }

  /** Those that count the call. A model that nobody can tell is said, not passed over. */
  private List<Budget> concerned(Asked asking) {
    Subject subject = asking.subject();
    List<Budget> concerned = new ArrayList<>(budgets.size());
    for (Budget budget : budgets) {
      try {
        if (budget.rule().calls().are().test(subject)) {
          concerned.add(budget);
        } else if (subject.model() == null && arrival.endpoint().confirmedBy(asking.facts())) {
          controls.book().fault(budget, nameless(subject));
        }
      } catch (RuntimeException | LinkageError fault) {
        undecided(budget, fault);
      }
    }
    return concerned;
  }

  /** {@code null} where our own fault keeps it from being made: the call counts all the same. */
  private @Nullable Forecast forecast(Asked asking, List<Budget> concerned) {
    try {
      return asking.forecast();
    } catch (RuntimeException | Error fault) {
      AgentLog.debug("no forecast could be made", fault);
      String why =
          "what "
              + model(asking.subject())
              + " may come to cannot be told: "
              + fault.getClass().getName();
      concerned.forEach(budget -> controls.book().fault(budget, why));
      return null;
    }
  }

  private Ruling ruling(@Nullable Blocked blocked, Asked asking) {
    if (blocked == null) {
      return Ruling.GO;
    }
    controls.book().tell(blocked.reached());
    return controls.shape().of(arrival, asking, blocked.why());
  }

  /** What stands in the way of all of them. */
  @Override
  public void failed(Throwable fault) {
    budgets.forEach(budget -> undecided(budget, fault));
  }

  @Override
  public void withdraw() {
    controls.book().holds().withdraw(ticket);
  }

  @Override
  public boolean pressing() {
    return ticket.pressing();
  }

  @Override
  public List<String> settled(Settlement settlement) {
    Known call = known;
    if (call == null) {
      return List.of();
    }
    Forecast forecast = call.forecast();
    if (forecast != null && settlement.whole() && settlement.errorType() == null) {
      controls.learner().settled(call.subject(), forecast, settlement.usage());
    }
    noteUnsaid(call, settlement);
    Map<Claim, Instant> times = new HashMap<>(2);
    List<StepReached> reached =
        controls
            .book()
            .holds()
            .settle(
                ticket,
                claim -> {
                  times.put(claim, claim.account().now());
                  return taken(claim, settlement);
                });
    controls.book().own().counted(settlement.id(), charges(call.budgets(), times, settlement));
    return told(reached);
  }

  @Override
  public void lost() {
    told(controls.book().holds().lost(ticket, claim -> Estimate.stood(claim.demand())));
  }

  /** What each budget was charged just now; told in full where it may have to be taken back. */
  private List<PromisedCalls.Charge> charges(
      List<Budget> counting, Map<Claim, Instant> times, Settlement settlement) {
    boolean later = BACKGROUND.equals(settlement.cost().reason());
    List<Claim> claims = ticket.claims();
    List<PromisedCalls.Charge> charges = new ArrayList<>(claims.size());
    for (int i = 0; i < claims.size(); i++) {
      Claim claim = claims.get(i);
      Instant at = times.get(claim);
      charges.add(
          new PromisedCalls.Charge(
              counting.get(i),
              claim.account(),
              at == null ? Instant.EPOCH : at,
              later && at != null ? taken(claim, settlement) : null));
    }
    return charges;
  }

  private static @Nullable BigDecimal taken(Claim claim, Settlement settlement) {
    return Estimate.taken(claim.account().rule().unit(), claim.demand(), settlement);
  }

  private List<String> told(List<StepReached> reached) {
    controls.book().tell(reached);
    return reached.stream().map(StepReached::line).toList();
  }

  /**
   * A price that is missing may have been known of the model asked for, and the other way round.
   */
  private void noteUnsaid(Known call, Settlement settlement) {
    boolean unpriced = settlement.cost().usd() == null && settlement.whole() && settlement.sent();
    if (unpriced) {
      Subject subject = call.subject();
      boolean assumable = !settlement.usage().isEmpty();
      String why = assumable ? priceless(subject) : silent(subject);
      for (Budget budget : call.budgets()) {
        BudgetRule rule = budget.rule();
        // a price that is assumed is what its owner asked for, and holds
        boolean assumed = assumable && rule.unpriced().assumed() != null;
        if (rule.unit() == BudgetUnit.USD && !assumed) {
          controls.book().fault(budget, why);
        }
      }
    }
  }

  private static String priceless(Subject subject) {
    return "no price is known for " + model(subject);
  }

  private static String silent(Subject subject) {
    return model(subject) + " does not say what it used, so that its estimate counts";
  }

  private static String nameless(Subject subject) {
    return "which model a call of " + subject.provider() + " asks for cannot be told";
  }

  private static String model(Subject subject) {
    return "model '" + subject.model() + "' of " + subject.provider();
  }

  /**
   * What is kept of a call until it is settled; not its body.
   *
   * @param forecast {@code null} where none could be made
   * @param budgets those that count it
   */
  private record Known(Subject subject, @Nullable Forecast forecast, List<Budget> budgets) {}
}
