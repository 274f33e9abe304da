// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.journal;

import io.costspan.engine.file.PrivateFiles;
import io.costspan.engine.meter.CallSink;
import io.costspan.engine.meter.PricedCall;
import io.costspan.engine.passage.ControlLog;
import io.costspan.engine.passage.ControlOrder;
import io.costspan.log.AgentLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes every settled call, and what users order, to this JVM's ledger file, calls on the thread
 * that settles. The file is made with the first call, so that a JVM that makes none leaves no
 * trace. Each line reaches the operating system before the next call is settled: a killed process
 * loses what was not settled yet, nothing written. Once a second at most, while calls come, the
 * disk is asked to keep it, too, so a power failure may cost more. Nothing is thrown: what cannot
 * be written is counted, told in one line, and tried again later. Thread-safe.
 */
public final class JournalSink implements CallSink, ControlLog, AutoCloseable {
  private static final Duration UPKEEP = Duration.ofSeconds(1);

  /** A quiet JVM's file is closed after a day, so that the bound on age can reach it. */
  private static final Duration LONGEST_FILE = Duration.ofDays(1);

  private final JournalOptions options;
  private final Clock clock;
  private final LineWriter lines = new LineWriter();
  private final Outage outage = new Outage();
  private final Set<Path> own = new HashSet<>();
  private @Nullable JournalFile file;
  private Instant opened = Instant.EPOCH;
  private Instant kept = Instant.EPOCH;
  private long lost;

  /** A sink for this JVM. Touches no file before the first call. */
  public JournalSink(JournalOptions options) {
    this(options, Clock.systemUTC());
  }

  JournalSink(JournalOptions options, Clock clock) {
    this.options = options;
    this.clock = clock;
  }

  @Override
  public synchronized void settled(PricedCall call) {
    Instant now = clock.instant();
    if (!append(now, () -> new JournalLine.Settled(EntryOfCall.of(call, options.service())))) {
      lose(now);
    }
  }

  @Override
  public synchronized void ordered(ControlOrder order) {
    if (!append(clock.instant(), () -> new JournalLine.Ordered(order))) {
      AgentLog.warn("the ledger cannot be written; it will not tell who ordered " + order.what());
    }
  }

  /**
   * Whether a file of the ledger is this JVM's. Waits while one is being written, so that none that
   * can be seen in the directory is taken for another's.
   */
  public synchronized boolean owns(Path path) {
    return own.contains(path.getFileName());
  }

  /** Where the ledger's files are. */
  public Path directory() {
    return options.directory();
  }

  /** Whether this JVM has begun a file. */
  public synchronized boolean begun() {
    return !own.isEmpty();
  }

  /** Whether calls are missing from the ledger at present. */
  public synchronized boolean failing() {
    return outage.line(clock.instant()) != null;
  }

  private boolean append(Instant now, Supplier<JournalLine> said) {
    if (outage.pausing(now)) {
      return false;
    }
    try {
      byte[] line = lines.write(said.get());
      JournalFile current = fileFor(line.length, now);
      JournalLine.Lost gap = outage.line(now);
      if (gap != null) {
        current.append(lines.write(gap));
        outage.told();
      }
      current.append(line);
      outage.over();
      return true;
    } catch (IOException | RuntimeException e) {
      failed(now, e);
      return false;
    }
  }

  /** Asks the disk to keep what was written. Bounded by the caller, who waits for it no longer. */
  @Override
  public synchronized void flush(long timeoutMillis) {
    JournalFile current = file;
    if (current != null) {
      try {
        current.force();
      } catch (IOException e) {
        failed(clock.instant(), e);
      }
    }
  }

  /** Calls that are not in the ledger because it could not be written. */
  public synchronized long lost() {
    return lost;
  }

  /** Closes the file; a later call opens another. */
  @Override
  public synchronized void close() {
    JournalFile current = file;
    file = null;
    if (current != null) {
      try {
        current.close();
      } catch (IOException e) {
        AgentLog.debug("a ledger file could not be closed", e);
      }
    }
  }

  private JournalFile fileFor(int bytes, Instant now) throws IOException {
    JournalFile current = file;
    if (current != null
        && (current.size() + bytes > options.fileBound()
            || opened.plus(LONGEST_FILE).isBefore(now)
            || !keep(current, now))) {
      close();
      current = null;
    }
    if (current == null) {
      current = open(now);
    }
    return current;
  }

  /** What is due about once a second; says whether the file is still where a reader finds it. */
  private boolean keep(JournalFile current, Instant now) throws IOException {
    if (Duration.between(kept, now).abs().compareTo(UPKEEP) < 0) {
      return true;
    }
    kept = now;
    current.force();
    return current.isThere();
  }

  private JournalFile open(Instant now) throws IOException {
    PrivateFiles.directory(options.directory());
    long pid = ProcessHandle.current().pid();
    JournalFile created = JournalFile.create(options.directory(), now, pid);
    own.add(created.path().getFileName());
    file = created;
    opened = now;
    kept = now;
    created.append(lines.write(new JournalLine.Opened(options.service(), pid, now)));
    sweep(created, now);
    return created;
  }

  private void sweep(JournalFile current, Instant now) {
    try {
      new JournalSweep(
              options.directory(), options.maxTotalSize() - options.fileBound(), options.maxAge())
          .run(current.path(), now);
    } catch (IOException | RuntimeException e) {
      AgentLog.warnOnce("ledger-sweep", "old ledger files could not be deleted: " + e);
    }
  }

  private void failed(Instant now, Exception why) {
    close();
    outage.failed(now, why);
    AgentLog.warnOnce(
        "ledger-outage",
        "the ledger in "
            + options.directory()
            + " cannot be written; calls are counted as lost until it can: "
            + why);
  }

  private void lose(Instant now) {
    lost++;
    outage.lose(now);
  }
}
