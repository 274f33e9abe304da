// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price.upkeep;

import io.costspan.contract.OwnThreads;
import io.costspan.engine.price.CatalogueInfo;
import io.costspan.engine.price.CurrentPrices;
import io.costspan.engine.price.Overrides;
import io.costspan.engine.price.PriceBasis;
import io.costspan.engine.price.own.PriceFiles;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The prices in force, kept up to date. Nothing is read before the first price is asked for or
 * {@link #start} is called. Thread-safe.
 */
public final class PriceUpkeep implements Supplier<PriceBasis> {

  private static final long ROUND_SECONDS = 5;

  private final PriceOptions options;
  private final Consumer<String> tell;
  private final Clock clock;
  private final CurrentPrices current = new CurrentPrices();
  private final PriceFiles files;
  private final AliasCheck aliases = new AliasCheck();
  private final AgeCheck age;
  private final @Nullable PriceFeed feed;
  private volatile boolean read;
  private String trouble = "";

  /**
   * @param tell told what the user should act on, in a line each
   */
  public PriceUpkeep(PriceOptions options, Consumer<String> tell) {
    this(options, tell, Clock.systemUTC());
  }

  PriceUpkeep(PriceOptions options, Consumer<String> tell, Clock clock) {
    this.options = options;
    this.tell = tell;
    this.clock = clock;
    this.files = new PriceFiles(options.files(), tell);
    this.age = new AgeCheck(options.oldAfter());
    FeedOptions fed = options.feed();
    this.feed =
        fed == null ? null : new PriceFeed(fed.home(), fed.from(), fed.every(), tell, clock);
  }

  @Override
  public PriceBasis get() {
    if (!read) {
      firstLook();
    }
    PriceBasis basis = current.get();
    FeedText fed = feed == null ? null : feed.taken();
    if (fed == null || fed.catalogue() != null) {
      String old = age.line(basis.catalogue(), clock.instant());
      if (old != null) {
        tell.accept(old);
      }
    }
    return basis;
  }

  /** Which prices are in force; {@code null} before a price was asked for. */
  public @Nullable CatalogueInfo info() {
    PriceBasis basis = current.ifRead();
    return basis == null ? null : basis.catalogue().info();
  }

  /** Watches on a thread of our own, where there is anything to watch. Called once. */
  public void start() {
    if (!files.isEmpty() || feed != null) {
      OwnThreads.newThread("prices", this::watch).start();
    }
  }

  private void watch() {
    try {
      while (true) {
        round();
        TimeUnit.SECONDS.sleep(ROUND_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What is at hand, without a look at the network: a call waits for its price. */
  private synchronized void firstLook() {
    if (read) {
      return;
    }
    try {
      files.look();
      if (feed != null) {
        feed.recall();
      }
      putInForce();
    } catch (RuntimeException | LinkageError e) {
      tell.accept("the price settings could not be followed: " + e);
    } finally {
      read = true;
    }
  }

  /** One look at everything; never throws. Only the one thread that watches makes it. */
  void round() {
    firstLook();
    try {
      boolean changed = files.look();
      if (feed != null) {
        changed |= feed.look();
      }
      if (changed) {
        putInForce();
      }
      trouble = "";
    } catch (RuntimeException | LinkageError e) {
      String line = "prices could not be brought up to date: " + e;
      if (!line.equals(trouble)) {
        trouble = line;
        tell.accept(line);
      }
    }
  }

  private synchronized void putInForce() {
    FeedText fed = feed == null ? null : feed.taken();
    if (fed != null && fed.catalogue() != null) {
      current.catalogue(fed.catalogue());
    }
    current.overrides(
        new Overrides(
            options.aliases(),
            files.prices(),
            options.discounts(),
            fed == null ? Map.of() : fed.prices()));
    if (!options.aliases().isEmpty()) {
      aliases.lines(current.get(), clock.instant()).forEach(tell);
    }
  }
}
