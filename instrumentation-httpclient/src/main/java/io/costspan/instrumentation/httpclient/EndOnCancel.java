// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.httpclient;

import io.costspan.contract.guard.GuardedTap;
import java.util.concurrent.Flow;

/** A subscription whose cancellation ends a tap; demand passes untouched. */
record EndOnCancel(Flow.Subscription subscription, GuardedTap tap) implements Flow.Subscription {

  @Override
  public void request(long n) {
    subscription.request(n);
  }

  @Override
  public void cancel() {
    try {
      subscription.cancel();
    } finally {
      tap.abort(null);
    }
  }
}
