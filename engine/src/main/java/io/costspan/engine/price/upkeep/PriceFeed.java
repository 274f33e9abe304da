// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price.upkeep;

import io.costspan.engine.price.Catalogue;
import io.costspan.engine.price.Catalogue.ListPrice;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Prices that are fetched again and again. What cannot be had, understood or believed is told and
 * left; what was taken last stays in force, and is kept for the next start. One thread at a time;
 * what was taken may be asked for by any.
 */
final class PriceFeed {

  private static final Duration RETRY = Duration.ofMinutes(15);
  private static final Duration SHORTEST = Duration.ofMinutes(1);

  private final String from;
  private final Duration every;
  private final FeedSource source;
  private final LastGood lastGood;
  private final Consumer<String> tell;
  private final Clock clock;
  private volatile @Nullable FeedText taken;
  private @Nullable String mark;
  private Instant next = Instant.MIN;
  private boolean refused;
  private String outage = "";
  private String refusal = "";
  private String leftOut = "";

  /**
   * @param home the state directory
   * @param from an address or a path
   * @param every the pause between two looks, at least a minute
   */
  PriceFeed(Path home, String from, Duration every, Consumer<String> tell, Clock clock) {
    this.from = from;
    this.every = every.compareTo(SHORTEST) < 0 ? SHORTEST : every;
    this.source = FeedSource.of(from);
    this.lastGood = new LastGood(home, from);
    this.tell = tell;
    this.clock = clock;
  }

  /** What is in force; {@code null} before anything was taken. */
  @Nullable FeedText taken() {
    return taken;
  }

  /** Takes what an earlier run kept. Returns whether there was something. */
  boolean recall() {
    LastGood.Kept kept = lastGood.read();
    if (kept == null) {
      return false;
    }
    try {
      FeedText text = understood(kept.delivery().text(), kept.fetched());
      Catalogue catalogue = text.catalogue();
      if (catalogue != null && catalogue.date().isBefore(Catalogue.bundled().date())) {
        return false; // costspan was updated since
      }
      Instant then = kept.fetched();
      taken = text.without(FeedGuard.doubts(listed(text, then), text.listPrices(then)).keySet());
      mark = kept.delivery().mark();
      next = kept.fetched().plus(every);
      return true;
    } catch (IOException | RuntimeException e) {
      // kept by another version of costspan; a new one is fetched
      return false;
    }
  }

  /** Looks when it is time to. Returns whether something new was taken. */
  boolean look() {
    Instant now = clock.instant();
    if (now.isBefore(next)) {
      return false;
    }
    next = now.plus(every);
    try {
      Delivery delivery = source.fetch(mark);
      outage = "";
      if (delivery == null) {
        renew(now);
        return false;
      }
      // of one that is refused, too: it need not be sent again to be refused again
      mark = delivery.mark();
      return take(delivery, now);
    } catch (IOException | RuntimeException e) {
      next = now.plus(every.compareTo(RETRY) < 0 ? every : RETRY);
      String line = "prices from " + from + " cannot be had: " + e.getMessage();
      if (!line.equals(outage)) {
        outage = line;
        say(line);
      }
      return false;
    }
  }

  /** The one in force is still what the source has, unless that was refused. */
  private void renew(Instant now) {
    try {
      if (!refused) {
        lastGood.renew(now);
      }
    } catch (IOException e) {
      // then the next start fetches it anew
    }
  }

  private boolean take(Delivery delivery, Instant now) {
    FeedText fresh;
    try {
      fresh = understood(delivery.text(), now);
    } catch (IOException | RuntimeException e) {
      return refuse(e.getMessage());
    }
    Map<String, ListPrice> listed = listed(fresh, now);
    SortedMap<String, String> doubts = FeedGuard.doubts(listed, fresh.listPrices(now));
    if (doubts.size() * 10L > listed.size()) {
      String first = doubts.firstKey();
      return refuse("the price of " + first + " " + doubts.get(first));
    }
    FeedText believed = fresh.without(doubts.keySet());
    String doubt = FeedGuard.refusal(inForce(fresh, now), believed.listPrices(now));
    if (doubt != null) {
      return refuse(doubt);
    }
    taken = believed;
    tellLeftOut(doubts);
    refused = false;
    refusal = "";
    try {
      lastGood.keep(new LastGood.Kept(delivery, now));
    } catch (IOException e) {
      say("prices from " + from + " could not be kept for the next start: " + e);
    }
    return true;
  }

  /** Told once for each reason, however often it is sent and whatever happens in between. */
  private boolean refuse(@Nullable String why) {
    refused = true;
    String line = "prices from " + from + " are refused: " + why;
    if (!line.equals(refusal)) {
      refusal = line;
      say(line);
    }
    return false;
  }

  /**
   * Somebody else's list has its own mistakes; the catalogue stands where the two are far apart.
   */
  private void tellLeftOut(SortedMap<String, String> doubts) {
    if (!doubts.isEmpty()) {
      String first = doubts.firstKey();
      String line =
          "prices from "
              + from
              + " are left out for "
              + doubts.size()
              + (doubts.size() == 1 ? " model" : " models")
              + ", where the catalogue stands: that of "
              + first
              + " "
              + doubts.get(first);
      if (!line.equals(leftOut)) {
        leftOut = line;
        tell.accept(line);
      }
    }
  }

  /** What the new one takes the place of: its own kind, or what the catalogue says. */
  private Map<String, ListPrice> inForce(FeedText fresh, Instant now) {
    FeedText before = taken;
    if (before != null && (before.catalogue() == null) == (fresh.catalogue() == null)) {
      return before.listPrices(now);
    }
    return fresh.catalogue() == null ? Map.of() : Catalogue.bundled().listPrices(now);
  }

  /** What the catalogue says of a price file's models; nothing of a catalogue's. */
  private static Map<String, ListPrice> listed(FeedText fresh, Instant now) {
    Map<String, ListPrice> same = new HashMap<>();
    for (String key : fresh.prices().keySet()) {
      ListPrice price = Catalogue.bundled().listPrice(key, now);
      if (price != null) {
        same.put(key, price);
      }
    }
    return same;
  }

  private FeedText understood(byte[] text, Instant fetched) throws IOException {
    String name = from.substring(from.lastIndexOf('/') + 1);
    return FeedText.read(text, name, LastGood.version(text), fetched.toString().substring(0, 10));
  }

  private void say(String line) {
    tell.accept(
        line + "; " + (taken == null ? "the bundled ones" : "the last ones") + " stay in force");
  }
}
