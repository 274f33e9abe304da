// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache;

import io.costspan.engine.cache.key.KeyRecipe;
import io.costspan.engine.cache.key.Normalise;
import io.costspan.engine.cache.replay.Pace;
import io.costspan.engine.config.AskedMembers;
import io.costspan.engine.config.CacheFields;
import io.costspan.engine.config.Narrowing;
import io.costspan.engine.config.Patterns;
import io.costspan.engine.config.Section;
import io.costspan.engine.config.Settings;
import io.costspan.engine.config.SettingsCatalogue;
import io.costspan.engine.control.rule.Match;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the rules of the cache from the settings. */
public final class CacheRules {
  private CacheRules() {}

  /** The rules, in the order they are written. */
  public static List<CacheRule> of(Settings settings) {
    List<CacheRule> rules = new ArrayList<>();
    for (Section section : settings.get(SettingsCatalogue.CACHE_RULES).values()) {
      rules.add(rule(section));
    }
    return rules;
  }

  private static CacheRule rule(Section rule) {
    return new CacheRule(
        rule.name(),
        Match.of(or(rule.find(CacheFields.MATCH), Patterns.ALL)),
        rule.get(CacheFields.TTL),
        rule.get(CacheFields.MODE) == CacheFields.Mode.ON
            ? CacheRule.Mode.ON
            : CacheRule.Mode.SHADOW,
        recipe(rule),
        rule.get(CacheFields.TOOLS),
        rule.get(CacheFields.TEMPERATURE) == CacheFields.Temperature.ZERO,
        rule.get(CacheFields.JOIN) ? rule.get(CacheFields.JOIN_WAIT) : null,
        rule.get(CacheFields.STALE_IF_ERROR),
        rule.get(CacheFields.PACE) == CacheFields.Pace.INSTANT ? Pace.INSTANT : Pace.RECORDED,
        (int) Math.min(Integer.MAX_VALUE - 8, rule.get(CacheFields.MAX_SIZE)));
  }

  private static KeyRecipe recipe(Section rule) {
    return new KeyRecipe(
        rule.name(),
        rule.get(CacheFields.SCOPE) == CacheFields.Sharing.SHARED,
        or(rule.find(CacheFields.BY), List.<Narrowing>of()).stream()
            .map(Narrowing::toString)
            .toList(),
        ignored(rule),
        or(rule.find(CacheFields.IGNORE_HEADERS), List.of()),
        normalise(rule));
  }

  /** What a rule says of a field that has no default. */
  private static <T> T or(@Nullable T said, T otherwise) {
    return said == null ? otherwise : said;
  }

  /** What is asked counts all the same; whoever wrote it hears of it with the other doubts. */
  private static List<String> ignored(Section rule) {
    List<String> ignored = new ArrayList<>();
    for (String member : or(rule.find(CacheFields.IGNORE), List.<String>of())) {
      if (!AskedMembers.contains(member)) {
        ignored.add(member);
      }
    }
    return ignored;
  }

  private static Set<Normalise> normalise(Section rule) {
    Set<Normalise> all = EnumSet.noneOf(Normalise.class);
    for (CacheFields.Normalising each :
        or(rule.find(CacheFields.NORMALISE), Set.<CacheFields.Normalising>of())) {
      all.add(
          switch (each) {
            case TRIM -> Normalise.TRIM;
            case CASE -> Normalise.CASE;
            case SPACE -> Normalise.SPACE;
          });
    }
    return all;
  }
}
