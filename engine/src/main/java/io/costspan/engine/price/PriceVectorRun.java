// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price;

import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Prices every vector of a file through the bundled catalogue, each at its own date, and prints
 * those that differ. Exit status 0 when none does, 1 when one does or is not a vector, 2 when the
 * file cannot be read.
 */
public final class PriceVectorRun {

  private PriceVectorRun() {}

  /** Takes the file's name. */
  public static void main(String[] args) {
    System.exit(args.length == 1 ? run(Path.of(args[0]), System.out) : usage());
  }

  private static int usage() {
    System.err.println("usage: PriceVectorRun FILE");
    return 2;
  }

  static int run(Path file, PrintStream out) {
    List<JsonRow> rows;
    try {
      rows = PriceVector.rows(file);
    } catch (IOException | IllegalArgumentException e) {
      out.println(file + ": " + e.getMessage());
      return 2;
    }
    Pricer pricer = CataloguePricer.bundled();
    int differ = 0;
    for (JsonRow row : rows) {
      for (String stranger : PriceVector.strangers(row)) {
        out.println(name(row) + ": note: '" + stranger + "' is not understood and went unused");
      }
      String difference = difference(pricer, row);
      if (difference != null) {
        differ++;
        out.println(difference);
      }
    }
    out.println(
        rows.size()
            + " vectors, "
            + (rows.size() - differ)
            + " exact, "
            + differ
            + " differ; "
            + CataloguePricer.catalogueVersion());
    return differ == 0 && !rows.isEmpty() ? 0 : 1;
  }

  /** A vector that cannot be read is one that differs: the others still have their say. */
  private static @Nullable String difference(Pricer pricer, JsonRow row) {
    PriceVector vector;
    try {
      vector = PriceVector.read(row);
    } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
      return name(row) + ": " + e.getMessage();
    }
    Cost cost = pricer.price(List.of(vector.query()));
    return vector.agrees(cost) ? null : difference(vector, cost);
  }

  private static String name(JsonRow row) {
    try {
      String id = row.textOrNull("id");
      return id == null ? "a vector" : id;
    } catch (IllegalArgumentException e) {
      return "a vector"; // what is wrong with it is told with the rest
    }
  }

  private static String difference(PriceVector vector, Cost cost) {
    return vector.id()
        + ": "
        + vector.query().provider()
        + "/"
        + vector.query().responseModel()
        + " expected "
        + plain(vector.expectedUsd())
        + ", got "
        + plain(cost.usd())
        + " as "
        + cost.pricedAs()
        + " ("
        + cost.match()
        + ") "
        + cost.breakdown()
        + (cost.reason() == null ? "" : " " + cost.reason())
        + (vector.rates() != null && vector.agrees(vector.byOwnRates())
            ? "; exact by the vector's own rates: only the catalogue's differ"
            : "");
  }

  private static String plain(@Nullable BigDecimal usd) {
    return usd == null ? "unpriced" : usd.toPlainString();
  }
}
