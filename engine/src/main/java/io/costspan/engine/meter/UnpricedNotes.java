// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.meter;

import io.costspan.engine.price.Cost;
import io.costspan.engine.price.CostState;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Says of each model without a price, once, what to do about it. Calls whose usage is not known are
 * not its matter. Thread-safe.
 */
public final class UnpricedNotes implements CallSink {

  private static final int MOST_NAMED = 50;
  private static final int LONGEST_NAME = 120;

  private final Consumer<String> tell;
  private final Set<String> named = new HashSet<>();

  /**
   * @param tell told a line for each model
   */
  public UnpricedNotes(Consumer<String> tell) {
    this.tell = tell;
  }

  @Override
  public void settled(PricedCall priced) {
    Cost cost = priced.cost();
    if (cost.state() == CostState.UNPRICED && !priced.parts().isEmpty()) {
      note(priced.call(), cost.reason());
    }
  }

  private synchronized void note(CallRecord call, @Nullable String reason) {
    String provider = printable(call.endpoint().provider());
    String model = printable(model(call));
    String name = provider + "/" + model;
    if (named.size() > MOST_NAMED || !named.add(name)) {
      return;
    }
    if (named.size() > MOST_NAMED) {
      tell.accept(
          "more than "
              + MOST_NAMED
              + " models have no price; the others are not named here, costspan-console report"
              + " lists them");
      return;
    }
    tell.accept(
        "no price for "
            + name
            + " ("
            + (reason == null ? "unknown" : printable(reason))
            + "): its calls count as unpriced, not as free. Give it a price in a file that"
            + " costspan.price.file names, or another model's: costspan.price.aliases."
            + model
            + "=provider/model");
  }

  private static String model(CallRecord call) {
    String served = call.response().model();
    String asked = call.request().model();
    String model = served != null ? served : asked != null ? asked : call.endpoint().pathModel();
    return model == null ? "(unknown)" : model;
  }

  /** A model's name may be anybody's text. */
  private static String printable(String text) {
    StringBuilder printable = new StringBuilder();
    for (int i = 0; i < Math.min(text.length(), LONGEST_NAME); i++) {
      char c = text.charAt(i);
      printable.append(Character.isISOControl(c) ? '?' : c);
    }
    return printable.toString();
  }
}
