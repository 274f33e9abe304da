// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.okhttp;

import io.costspan.contract.BodyTap;
import io.costspan.contract.guard.FaultBreaker;
import io.costspan.contract.guard.ForgottenBodies;
import io.costspan.contract.guard.RestReaders;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ref.Cleaner.Cleanable;
import java.lang.ref.Reference;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.ForwardingSource;
import org.jspecify.annotations.Nullable;

/**
 * Shows a tap what the application has read of a response body, and tells it the end: the last byte
 * of a known length, the end of the stream, an error, {@code close}, or that nobody can read on any
 * more. Nothing is read that the application did not ask for, not even on {@code close}, unless
 * somebody else waits for the rest: then it is read for the tap alone, on a thread of ours.
 *
 * <p>With a filter, the bytes go to that instead of to the reader; it is finished before the tap is
 * told the end, for who listens behind it takes that end for the end of all.
 */
final class TeeSource extends ForwardingSource {
  private static final long PIECE = 8192;

  private final ResponseBody body;
  private final BodyTap tap;
  private final FaultBreaker breaker;
  private final OutputStream stream;
  private final long length;
  private final @Nullable FilteredBytes filtered;

  /**
   * What was read last; moved on at once. Looking for it at the end of the reader's own buffer
   * would walk through all that one holds, each time.
   */
  private final Buffer piece = new Buffer();

  private final Cleanable watch;

  /** Taken by whoever reads; for good by who reads the rest. */
  private final AtomicBoolean reading = new AtomicBoolean();

  private volatile boolean handedOver;
  private long seen;

  /**
   * Takes over {@code body}. The tap must bear superfluous endings and never throw.
   *
   * @param filtered gets the bytes in the reader's stead; {@code null} for no filter
   */
  TeeSource(
      ResponseBody body, BodyTap tap, @Nullable FilteredBytes filtered, FaultBreaker breaker) {
    super(body.source());
    this.body = body;
    this.tap = tap;
    this.filtered = filtered;
    this.breaker = breaker;
    this.stream = new TapStream(tap);
    this.length = body.contentLength();
    this.watch = ForgottenBodies.watch(this, tap);
  }

  @Override
  public long read(Buffer sink, long byteCount) throws IOException {
    reading.set(true);
    try {
      return pass(sink, byteCount);
    } finally {
      reading.set(false);
      Reference.reachabilityFence(this); // not forgotten while it is being read
    }
  }

  @Override
  public void close() throws IOException {
    if (!handedOver && !readsOn()) {
      end();
    }
  }

  /** Not while the application reads: closing meanwhile is how it stops its own reader. */
  private boolean readsOn() {
    if (!tap.readOn() || !reading.compareAndSet(false, true)) {
      return false;
    }
    handedOver = RestReaders.start(this::readRest);
    return handedOver;
  }

  private void readRest() {
    try (Buffer rest = new Buffer()) {
      long most = seen + RestReaders.MOST_BYTES;
      timeout().deadlineNanoTime(System.nanoTime() + RestReaders.MOST_NANOS);
      while (seen < most && pass(rest, PIECE) >= 0) {
        rest.clear();
        if (filtered != null) {
          filtered.drop();
        }
      }
    } catch (Throwable failure) {
      tap.abort(failure);
    } finally {
      timeout().clearDeadline(); // it may be the connection's
      endQuietly();
      Reference.reachabilityFence(this);
    }
  }

  private void endQuietly() {
    try {
      end();
    } catch (Throwable failure) {
      breaker.fault(failure);
    }
  }

  private void end() throws IOException {
    try {
      super.close();
    } finally {
      body.close();
      tap.abort(null);
      watch.clean();
    }
  }

  private long pass(Buffer sink, long byteCount) throws IOException {
    long count;
    try {
      count = super.read(piece, byteCount);
    } catch (Throwable failure) {
      finishFilter();
      tap.abort(failure);
      watch.clean();
      throw failure;
    }
    if (count < 0) {
      ended();
      return count;
    }
    show(count);
    if (filtered == null) {
      sink.write(piece, count);
    } else {
      filtered.filter(piece);
    }
    seen += count;
    if (seen == length) {
      ended(); // many readers stop here and never ask for the end of the stream
    }
    return count;
  }

  private void ended() {
    finishFilter();
    tap.end();
    watch.clean();
  }

  private void finishFilter() {
    if (filtered != null) {
      filtered.finish();
    }
  }

  private void show(long count) {
    try {
      piece.copyTo(stream, 0, count);
    } catch (Throwable fault) {
      breaker.fault(fault);
    }
  }
}
