// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.rule;

import io.costspan.engine.passage.Arrival;
import io.costspan.engine.passage.Controls;
import io.costspan.engine.passage.Passage;
import io.costspan.engine.passage.PassageChain;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one kind, each with what it has counted, which stays when the rule is read again.
 * Asked in the order they are written. Thread-safe.
 *
 * @param <R> a rule as it is written
 * @param <C> a rule at work
 */
public final class NamedControls<R, C extends Controls> implements Controls {
  private final Function<R, String> name;
  private final Function<R, C> begin;
  private final BiConsumer<C, R> change;
  private volatile Map<String, C> byName = Map.of();
  private volatile Controls chain = Controls.NONE;

  /**
   * @param name of a rule
   * @param begin puts a new rule to work
   * @param change has a rule at work go on as one of the same name
   */
  public NamedControls(Function<R, String> name, Function<R, C> begin, BiConsumer<C, R> change) {
    this.name = name;
    this.begin = begin;
    this.change = change;
  }

  /** Takes these rules, and no others, from now on. */
  public synchronized void follow(List<R> rules) {
    Map<String, C> next = new LinkedHashMap<>();
    for (R rule : rules) {
      C known = byName.get(name.apply(rule));
      if (known != null) {
        change.accept(known, rule);
      }
      next.put(name.apply(rule), known == null ? begin.apply(rule) : known);
    }
    chain = next.isEmpty() ? Controls.NONE : new PassageChain(List.copyOf(next.values()));
    byName = next;
  }

  @Override
  public @Nullable Passage passage(Arrival arrival) {
    return chain.passage(arrival);
  }

  /** The rules at work, in order. */
  public Collection<C> all() {
    return byName.values();
  }

  /** What rules have to say of themselves, by name. */
  public Map<String, String> notes(Function<C, @Nullable String> of) {
    Map<String, String> notes = new LinkedHashMap<>();
    byName.forEach(
        (rule, control) -> {
          String note = of.apply(control);
          if (note != null) {
            notes.put(rule, note);
          }
        });
    return notes;
  }

  /** A rule at work; {@code null} when there is none of that name. */
  public @Nullable C named(String which) {
    return byName.get(which);
  }
}
