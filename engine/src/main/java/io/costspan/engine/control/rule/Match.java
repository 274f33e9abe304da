// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.rule;

import io.costspan.engine.config.CallAttribute;
import io.costspan.engine.config.Patterns;
import io.costspan.engine.glob.GlobPattern;
import io.costspan.engine.passage.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which calls a rule concerns: of every attribute it names, the call's has to fit one of the
 * patterns, exactly or with {@code *} for any rest. A call that has no such tag or key fits none.
 * Of providers, models, operations, hosts and keys the case does not count; of services and tags it
 * does. Immutable; allocates nothing when asked.
 */
public final class Match {
  /** Concerns every call. */
  public static final Match ALL = new Match(Patterns.ALL);

  private final Condition[] conditions;
  private final Patterns written;

  private Match(Patterns written) {
    List<Condition> wanted = new ArrayList<>();
    for (Map.Entry<CallAttribute, List<String>> entry : written.byAttribute().entrySet()) {
      Attribute attribute = new Attribute(entry.getKey());
      // a model that is not known yet is one of "any model"
      if (!attribute.everyCallHasOne() || !entry.getValue().contains("*")) {
        wanted.add(new Condition(attribute, entry.getValue()));
      }
    }
    this.conditions = wanted.toArray(Condition[]::new);
    this.written = written;
  }

  /** The calls that the patterns mean. */
  public static Match of(Patterns patterns) {
    return patterns.byAttribute().isEmpty() ? ALL : new Match(patterns);
  }

  /** Whether a call is meant, of which all is known that will be. */
  public boolean matches(Subject subject) {
    for (Condition condition : conditions) {
      if (!condition.fits(condition.attribute.of(subject))) {
        return false;
      }
    }
    return true;
  }

  /** Whether a call may turn out to be meant once its model is known. */
  public boolean mayMatch(Subject subject) {
    for (Condition condition : conditions) {
      String value = condition.attribute.of(subject);
      boolean open = value == null && condition.attribute.isModel();
      if (!open && !condition.fits(value)) {
        return false;
      }
    }
    return true;
  }

  /** Whether both are written alike. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Match match && written.equals(match.written);
  }

  @Override
  public int hashCode() {
    return written.hashCode();
  }

  /** In words. */
  @Override
  public String toString() {
    return written.toString();
  }

  private static final class Condition {
    private final Attribute attribute;
    private final GlobPattern[] patterns;

    Condition(Attribute attribute, List<String> patterns) {
      this.attribute = attribute;
      this.patterns = new GlobPattern[patterns.size()];
      for (int i = 0; i < this.patterns.length; i++) {
        this.patterns[i] = new GlobPattern(patterns.get(i), attribute.anyCase());
      }
    }

    boolean fits(@Nullable String value) {
      if (value == null) {
        return false;
      }
      for (GlobPattern pattern : patterns) {
        if (pattern.matches(value)) {
          return true;
        }
      }
      return false;
    }
  }
}
