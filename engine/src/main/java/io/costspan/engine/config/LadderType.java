// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Steps of a budget in percent, each with what is done there. */
final class LadderType extends ValueType<SortedMap<BigDecimal, List<StepAction>>> {
  private static final ChoiceType<StepAction> ACTIONS = new ChoiceType<>(StepAction.class);
  private static final PercentType PERCENT = new PercentType();

  @Override
  String name() {
    return "ladder";
  }

  @Override
  String accepted() {
    return "steps of more than 0% to 100%, each with "
        + ACTIONS.accepted()
        + "; several joined by +, for instance 90%: notify + pause";
  }

  @Override
  boolean hasEntries() {
    return true;
  }

  @Override
  boolean entriesTakeLists() {
    return true;
  }

  @Override
  SortedMap<BigDecimal, List<StepAction>> parse(String text) throws BadValueException {
    SortedMap<BigDecimal, List<StepAction>> ladder = new TreeMap<>();
    for (String entry : ListText.items(text)) {
      int equals = entry.indexOf('=');
      if (equals <= 0) {
        throw new BadValueException("\"" + entry + "\" has no \"=\"");
      }
      String name = entry.substring(0, equals).strip();
      ladder.putAll(merge(ladder, parseEntry(name, entry.substring(equals + 1).strip())));
    }
    return Collections.unmodifiableSortedMap(ladder);
  }

  @Override
  SortedMap<BigDecimal, List<StepAction>> parseEntry(String name, String text)
      throws BadValueException {
    BigDecimal percent;
    try {
      percent = PERCENT.parse(name);
    } catch (BadValueException e) {
      throw new BadValueException("step " + name + " is none of 0% to 100%");
    }
    if (percent.signum() == 0) {
      throw new BadValueException("step " + name + " is reached before anything is spent");
    }
    if (percent.compareTo(BigDecimal.ONE) <= 0 && !name.endsWith("%")) {
      throw new BadValueException(
          "step "
              + name
              + " may be a share or a percentage: write "
              + new BigDecimal(100).multiply(percent).stripTrailingZeros().toPlainString()
              + "% or "
              + name
              + "%");
    }
    SortedMap<BigDecimal, List<StepAction>> one = new TreeMap<>();
    // 80, 80.0 and 8E+1 are one step, and the first is how people read it
    BigDecimal plain = percent.stripTrailingZeros();
    one.put(plain.scale() < 0 ? plain.setScale(0) : plain, actions(text));
    return one;
  }

  private static List<StepAction> actions(String text) throws BadValueException {
    List<StepAction> actions = new ArrayList<>();
    for (String item : ListText.items(text.replace('+', ListText.isList(text) ? '\n' : ','))) {
      try {
        actions.add(ACTIONS.parse(item));
      } catch (BadValueException e) {
        String nearest =
            NearestMatch.of(item.toLowerCase(Locale.ROOT), Arrays.asList(ACTIONS.choices()));
        throw new BadValueException(
            "there is no action \""
                + item
                + "\""
                + (nearest == null ? "" : "; did you mean " + nearest + "?"));
      }
    }
    if (actions.isEmpty()) {
      throw new BadValueException("a step without an action");
    }
    return List.copyOf(actions);
  }

  @Override
  SortedMap<BigDecimal, List<StepAction>> merge(
      SortedMap<BigDecimal, List<StepAction>> earlier,
      SortedMap<BigDecimal, List<StepAction>> later)
      throws BadValueException {
    SortedMap<BigDecimal, List<StepAction>> both = new TreeMap<>(earlier);
    for (Map.Entry<BigDecimal, List<StepAction>> step : later.entrySet()) {
      // one of the two may be the one that blocks
      if (both.put(step.getKey(), step.getValue()) != null) {
        throw new BadValueException(
            "step "
                + step.getKey().toPlainString()
                + "% is said twice; one step may have several actions, joined by +");
      }
    }
    return Collections.unmodifiableSortedMap(both);
  }

  @Override
  String show(SortedMap<BigDecimal, List<StepAction>> ladder) {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<BigDecimal, List<StepAction>> step : ladder.entrySet()) {
      text.append(text.isEmpty() ? "" : ";").append(step.getKey().toPlainString()).append("%=");
      List<String> words = new ArrayList<>();
      step.getValue().forEach(action -> words.add(ACTIONS.show(action)));
      text.append(String.join("+", words));
    }
    return text.toString();
  }
}
