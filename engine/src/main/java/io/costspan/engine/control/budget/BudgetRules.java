// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import io.costspan.engine.config.Amount;
import io.costspan.engine.config.BudgetFields;
import io.costspan.engine.config.BudgetPeriod;
import io.costspan.engine.config.CallAttribute;
import io.costspan.engine.config.Patterns;
import io.costspan.engine.config.Section;
import io.costspan.engine.config.Settings;
import io.costspan.engine.config.SettingsCatalogue;
import io.costspan.engine.config.StepAction;
import io.costspan.engine.config.UnknownPrice;
import io.costspan.engine.control.rule.Match;
import io.costspan.engine.control.rule.Scope;
import io.costspan.engine.passage.Subject;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads budgets from the settings, again and again: what tells values apart is kept over all
 * readings, so that its bound holds. For one thread at a time.
 */
public final class BudgetRules {
  private final Consumer<String> tell;
  private Map<String, Scope> scopes = Map.of();

  /**
   * @param tell told what the user should act on, in a line each
   */
  public BudgetRules(Consumer<String> tell) {
    this.tell = tell;
  }

  /** The budgets that the settings say, in their order. */
  public List<BudgetRule> of(Settings settings) {
    List<BudgetRule> rules = new ArrayList<>();
    Map<String, Scope> read = new HashMap<>();
    for (Section section : settings.get(SettingsCatalogue.BUDGETS).values()) {
      CallAttribute each = section.find(BudgetFields.EACH);
      Scope scope =
          Scope.of(each, line -> tell.accept("budget '" + section.name() + "': " + line))
              .following(scopes.get(section.name()));
      read.put(section.name(), scope);
      rules.add(rule(section, each == null, scope));
    }
    scopes = read;
    return rules;
  }

  private static BudgetRule rule(Section section, boolean total, Scope scope) {
    Amount limit = section.get(BudgetFields.LIMIT);
    URI webhook = section.find(BudgetFields.WEBHOOK);
    return new BudgetRule(
        section.name(),
        unit(limit.unit()),
        limit.number(),
        period(section),
        calls(section),
        total,
        new ByScope(scope),
        ladder(section),
        webhook == null ? null : webhook.toString(),
        Objects.requireNonNullElse(section.find(BudgetFields.COMMAND), List.of()),
        unpriced(section.get(BudgetFields.UNKNOWN_PRICE)),
        section.get(BudgetFields.WHEN_DEGRADED) == BudgetFields.Degraded.BLOCK,
        new BudgetRule.Waits(section.get(BudgetFields.WAIT), section.get(BudgetFields.WAIT_ASYNC)));
  }

  private record ByScope(Scope scope) implements BudgetRule.Each {
    @Override
    public String apply(Subject subject) {
      return scope.of(subject);
    }

    @Override
    public String named(String said) {
      return scope.named(said);
    }

    @Override
    public String of() {
      CallAttribute each = scope.each();
      return each == null ? "" : each.toString();
    }
  }

  /** Equal where the same is written, by which a reading tells what has changed. */
  private record May(Match match) implements Predicate<Subject> {
    @Override
    public boolean test(Subject subject) {
      return match.mayMatch(subject);
    }
  }

  /** As {@link May}. */
  private record Are(Match match) implements Predicate<Subject> {
    @Override
    public boolean test(Subject subject) {
      return match.matches(subject);
    }
  }

  private static BudgetUnit unit(Amount.Unit unit) {
    return switch (unit) {
      case USD -> BudgetUnit.USD;
      case TOKENS -> BudgetUnit.TOKENS;
      case REQUESTS -> BudgetUnit.REQUESTS;
    };
  }

  private static Period period(Section section) {
    ZoneId said = section.find(BudgetFields.ZONE);
    ZoneId zone = said == null ? ZoneId.systemDefault() : said;
    BudgetPeriod per = section.get(BudgetFields.PER);
    Duration rolling = per.rolling();
    return switch (per.unit()) {
      case HOUR -> new CalendarPeriod(CalendarPeriod.Kind.HOUR, zone);
      case DAY -> new CalendarPeriod(CalendarPeriod.Kind.DAY, zone);
      case WEEK -> new CalendarPeriod(CalendarPeriod.Kind.WEEK, zone);
      case MONTH -> new CalendarPeriod(CalendarPeriod.Kind.MONTH, zone);
      case ROLLING -> new RollingPeriod(Objects.requireNonNull(rolling), zone);
    };
  }

  private static BudgetRule.Calls calls(Section section) {
    Match match = match(section.find(BudgetFields.MATCH));
    Patterns critical = section.find(BudgetFields.CRITICAL);
    return new BudgetRule.Calls(
        new May(match),
        new Are(match),
        critical == null ? subject -> false : match(critical)::matches);
  }

  private static Match match(@Nullable Patterns patterns) {
    return patterns == null ? Match.ALL : Match.of(patterns);
  }

  private static Ladder ladder(Section section) {
    List<Ladder.Step> steps = new ArrayList<>();
    for (Map.Entry<BigDecimal, List<StepAction>> step : section.get(BudgetFields.AT).entrySet()) {
      steps.add(
          new Ladder.Step(
              step.getKey(), step.getValue().stream().map(BudgetRules::action).toList()));
    }
    return new Ladder(steps);
  }

  private static LadderAction action(StepAction action) {
    return switch (action) {
      case NOTIFY -> new NotifyAction();
      case BLOCK -> new BlockAction();
      case PAUSE -> new PauseAction();
    };
  }

  private static BudgetRule.Unpriced unpriced(UnknownPrice said) {
    return new BudgetRule.Unpriced(said.policy() == UnknownPrice.Policy.BLOCK, said.assumed());
  }
}
