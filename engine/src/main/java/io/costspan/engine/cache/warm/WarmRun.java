// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache.warm;

import io.costspan.engine.cache.CacheRoom;
import io.costspan.engine.meter.Rehearsals;
import io.costspan.log.AgentLog;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Makes the requests of a file, one after the other. What is cached meanwhile, and what would not
 * be kept, is not made. Stops when nearly nothing works, and when the calls are not seen by
 * costspan, because then nothing would be kept of what they cost. Its progress may be read from any
 * thread.
 */
final class WarmRun implements Runnable {
  /** Failures after one another that show that the next one will fail, too. */
  private static final int MOST_FAILURES = 10;

  private static final int LONGEST_ERROR = 200;

  private final String file;
  private final List<WarmRequest> requests;
  private final CacheRoom room;
  private final Rehearsals rehearsals;
  private final Callable<WarmSender> senders;
  private final AtomicInteger made = new AtomicInteger();
  private final AtomicInteger skipped = new AtomicInteger();
  private final AtomicInteger errors = new AtomicInteger();
  private volatile String state = "running";
  private volatile @Nullable String lastError;

  /**
   * @param senders makes the sender, on the thread that is to send
   */
  WarmRun(
      String file,
      List<WarmRequest> requests,
      CacheRoom room,
      Rehearsals rehearsals,
      Callable<WarmSender> senders) {
    this.file = file;
    this.requests = requests;
    this.room = room;
    this.rehearsals = rehearsals;
    this.senders = senders;
  }

  @Override
  @SuppressWarnings("IllegalCatch") // nobody is above us on this thread
  public void run() {
    String end = "stopped by a fault";
    try {
      end = all(senders.call());
    } catch (InterruptedException e) {
      end = "interrupted";
    } catch (Exception | LinkageError fault) {
      lastError = bounded(fault.toString());
      AgentLog.debug("warming the cache failed", fault);
    } finally {
      state = end;
    }
  }

  private String all(WarmSender sender) throws InterruptedException {
    int failures = 0;
    for (WarmRequest request : requests) {
      WarmCall call = WarmCall.of(request, room, rehearsals);
      if (call.against() != null || call.look().cached()) {
        skipped.incrementAndGet();
        continue;
      }
      long before = room.warmed();
      String error = error(sender, call);
      made.incrementAndGet();
      failures = error == null ? 0 : failures + 1;
      if (error != null) {
        errors.incrementAndGet();
        lastError = bounded("line " + request.line() + ": " + error);
      }
      if (room.warmed() == before) {
        return "stopped: costspan does not see these calls; is it off for java.net.http?";
      }
      if (failures == MOST_FAILURES) {
        return "stopped: " + failures + " calls failed one after the other";
      }
    }
    return "done";
  }

  private static @Nullable String error(WarmSender sender, WarmCall call)
      throws InterruptedException {
    try {
      int status = sender.send(call);
      return status / 100 == 2 ? null : "the answer was " + status;
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static String bounded(String text) {
    return text.length() <= LONGEST_ERROR ? text : text.substring(0, LONGEST_ERROR);
  }

  boolean running() {
    return state.equals("running");
  }

  /** How far it is. */
  Map<String, Object> row() {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("rule", "(warming)");
    row.put("file", file);
    row.put("state", state);
    row.put("requests", requests.size());
    row.put("made", made.get());
    row.put("skipped", skipped.get());
    row.put("errors", errors.get());
    String last = lastError;
    if (last != null) {
      row.put("last_error", last);
    }
    return row;
  }
}
