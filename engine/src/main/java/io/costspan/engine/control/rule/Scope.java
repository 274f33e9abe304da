// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.rule;

import io.costspan.engine.config.CallAttribute;
import io.costspan.engine.passage.Subject;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * For each of what a rule counts on its own: for each team, each model, each key. Lets the first so
 * many distinct values have their own and throws the rest into one, because a rule's memory must
 * not grow with what strangers send. Thread-safe; under a race a few more values may get in.
 */
public final class Scope {
  /** The one value of a rule that counts all its calls together. */
  public static final String TOTAL = "";

  /** The value of calls that do not say. */
  public static final String NONE = "(none)";

  /** The value that all values beyond the bound share. */
  public static final String OTHER = "(other)";

  /** How many distinct values get their own. */
  public static final int MOST_VALUES = 10_000;

  private static final int LONGEST = 200;

  private final @Nullable Attribute each;
  private final int most;
  private final Consumer<String> tell;
  private final Set<String> known = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean told = new AtomicBoolean();

  private Scope(@Nullable Attribute each, int most, Consumer<String> tell) {
    this.each = each;
    this.most = most;
    this.tell = tell;
  }

  /** Counts all calls together. */
  public static Scope total() {
    return new Scope(null, 1, line -> {});
  }

  /**
   * Counts every value of an attribute on its own.
   *
   * @param each the attribute; {@code null} counts all together
   * @param tell told once, in a line, when there are too many values
   */
  public static Scope of(@Nullable CallAttribute each, Consumer<String> tell) {
    return each == null ? total() : of(each, MOST_VALUES, tell);
  }

  static Scope of(CallAttribute each, int most, Consumer<String> tell) {
    return new Scope(new Attribute(each), most, tell);
  }

  /** The value that a call is counted under. */
  public String of(Subject subject) {
    if (each == null) {
      return TOTAL;
    }
    String value = each.of(subject);
    if (value == null || value.isEmpty()) {
      return NONE;
    }
    return bounded(folded(each, value));
  }

  /**
   * The value that calls are counted under whose attribute is this.
   *
   * @param said by a person; the names of the values that stand for others are understood, too
   */
  public String named(String said) {
    if (each == null) {
      return TOTAL;
    }
    return said.equals(NONE) || said.equals(OTHER) ? said : bounded(folded(each, said));
  }

  private static String folded(Attribute each, String value) {
    return each.anyCase() ? value.toLowerCase(Locale.ROOT) : value;
  }

  /** What is counted on its own; {@code null} when all is counted together. */
  public @Nullable CallAttribute each() {
    return each == null ? null : each.which();
  }

  /**
   * The scope to go on with when a rule was read again: the earlier one where it counts the same,
   * so that the bound holds over all the rule's life.
   */
  public Scope following(@Nullable Scope earlier) {
    return earlier != null && Objects.equals(each(), earlier.each()) ? earlier : this;
  }

  private String bounded(String value) {
    if (known.contains(value)) {
      return value;
    }
    if (value.length() > LONGEST || known.size() >= most) {
      if (!told.getAndSet(true)) {
        tell.accept(
            "more than "
                + most
                + " values of "
                + each
                + ", or one longer than "
                + LONGEST
                + " characters: what is beyond counts as "
                + OTHER);
      }
      return OTHER;
    }
    known.add(value);
    return value;
  }

  @Override
  public String toString() {
    return each == null ? "all together" : "for each " + each;
  }
}
