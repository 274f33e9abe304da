// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

import java.math.BigDecimal;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the settings say that is right by itself and will hardly do what it was written for. Told
 * beside the rules, which are in force all the same. Immutable.
 */
public final class RuleDoubts {
  private final Settings settings;
  private final List<String> doubts = new ArrayList<>();

  private RuleDoubts(Settings settings) {
    this.settings = settings;
  }

  /** All of them, in a line each. */
  public static List<String> of(Settings settings) {
    RuleDoubts doubts = new RuleDoubts(settings);
    settings.get(SettingsCatalogue.BUDGETS).values().forEach(doubts::budget);
    settings.get(SettingsCatalogue.LIMITS).values().forEach(doubts::limit);
    settings.get(SettingsCatalogue.BREAKERS).values().forEach(doubts::breaker);
    settings
        .get(SettingsCatalogue.ROOT_CAPS)
        .values()
        .forEach(rule -> doubts.patterns(rule, RootCapFields.MATCH));
    settings.get(SettingsCatalogue.CACHE_RULES).values().forEach(doubts::cache);
    if (settings.get(SettingsCatalogue.CACHE_DISK_ENABLED)
        && settings.get(SettingsCatalogue.CACHE_RULES).isEmpty()) {
      doubts.doubts.add(
          SettingsCatalogue.CACHE_DISK_ENABLED + " keeps nothing: there is no rule in cache.rules");
    }
    return List.copyOf(doubts.doubts);
  }

  private void budget(Section rule) {
    patterns(rule, BudgetFields.MATCH);
    patterns(rule, BudgetFields.CRITICAL);
    attribute(rule, rule.find(BudgetFields.EACH));
    Amount limit = rule.get(BudgetFields.LIMIT);
    BigDecimal assumed = rule.get(BudgetFields.UNKNOWN_PRICE).assumed();
    if (limit.unit() == Amount.Unit.USD
        && assumed != null
        && assumed.compareTo(limit.number()) > 0) {
      doubt(rule, "lets no call of an unknown price pass: it assumes more for one than the limit");
    }
    boolean stops = false;
    for (List<StepAction> actions : rule.get(BudgetFields.AT).values()) {
      stops |= actions.contains(StepAction.BLOCK) || actions.contains(StepAction.PAUSE);
    }
    if (!stops) {
      doubt(rule, "stops nothing: none of its steps says block or pause");
    }
    List<String> command = rule.find(BudgetFields.COMMAND);
    if (command != null && command.size() == 1 && command.get(0).indexOf(' ') > 0) {
      doubt(
          rule,
          "runs a program whose name has a blank; a command is a list: [program, argument, ...]");
    }
    URI webhook = rule.find(BudgetFields.WEBHOOK);
    if (webhook != null && "http".equalsIgnoreCase(webhook.getScheme())) {
      doubt(rule, "tells its webhook without encryption: http://");
    }
  }

  private void limit(Section rule) {
    patterns(rule, LimitFields.MATCH);
    patterns(rule, LimitFields.FIRST);
    patterns(rule, LimitFields.LAST);
    attribute(rule, rule.find(LimitFields.EACH));
  }

  private void breaker(Section rule) {
    patterns(rule, BreakerFields.MATCH);
    attribute(rule, rule.find(BreakerFields.EACH));
  }

  private void cache(Section rule) {
    patterns(rule, CacheFields.MATCH);
    List<Narrowing> by = rule.find(CacheFields.BY);
    if (by != null) {
      by.forEach(one -> attribute(rule, one.attribute()));
    }
    List<String> ignored = rule.find(CacheFields.IGNORE);
    for (String member : ignored == null ? List.<String>of() : ignored) {
      if (AskedMembers.contains(member)) {
        doubt(rule, "cannot ignore " + member + ", which is what is asked; it counts all the same");
      }
    }
    List<String> headers = rule.find(CacheFields.IGNORE_HEADERS);
    for (String header : headers == null ? List.<String>of() : headers) {
      if (CredentialHeaders.contains(header.toLowerCase(Locale.ROOT))) {
        doubt(
            rule,
            "cannot ignore the header "
                + header
                + ", which says who calls; it counts all the same, unless scope is shared");
      }
    }
    if (rule.get(CacheFields.SCOPE) == CacheFields.Sharing.SHARED && by == null) {
      doubt(rule, "gives anybody's answer to everybody: scope is shared, and nothing is named by");
    }
  }

  private void patterns(Section rule, Field<Patterns> field) {
    Patterns patterns = rule.find(field);
    if (patterns == null) {
      return;
    }
    for (Map.Entry<CallAttribute, List<String>> entry : patterns.byAttribute().entrySet()) {
      attribute(rule, entry.getKey());
      for (String pattern : entry.getValue()) {
        String why = neverFits(entry.getKey().kind(), pattern);
        if (why != null) {
          doubt(rule, field + "." + entry.getKey() + " " + why);
        }
      }
    }
  }

  /** A tag that no setting reads is never there. */
  private void attribute(Section rule, @Nullable CallAttribute attribute) {
    Map<String, TagSource> tags = settings.get(SettingsCatalogue.TAGS);
    if (attribute != null
        && attribute.kind() == CallAttribute.Kind.TAG
        && !tags.containsKey(attribute.tag())) {
      String nearest = NearestMatch.of(attribute.tag(), tags.keySet());
      doubt(
          rule,
          "asks for "
              + attribute
              + ", which no call has: the setting tags does not name it"
              + (nearest == null ? "" : "; did you mean tag." + nearest + "?"));
    }
  }

  private static @Nullable String neverFits(CallAttribute.Kind kind, String pattern) {
    String lower = pattern.toLowerCase(Locale.ROOT);
    return switch (kind) {
      case HOST ->
          pattern.indexOf('/') >= 0 ? "fits no call: a host is a name, not an address" : null;
      case MODEL, PROVIDER, OPERATION ->
          pattern.indexOf('?') >= 0 || pattern.indexOf('[') >= 0 || pattern.indexOf('^') >= 0
              ? "will fit no call: of " + pattern + " only a * stands for anything"
              : null;
      case KEY ->
          lower.startsWith("sk-") || pattern.length() > 20
              ? "fits no call: it is a key's fingerprint as the ledger has it, and never the key"
              : null;
      default -> null;
    };
  }

  private void doubt(Section rule, String what) {
    doubts.add(rule + " (" + rule.origin() + ") " + what);
  }
}
