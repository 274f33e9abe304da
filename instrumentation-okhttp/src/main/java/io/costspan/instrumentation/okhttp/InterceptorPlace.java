// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.okhttp;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import okhttp3.Interceptor;

/**
 * Keeps our interceptor the last one of a list, exactly once. The last application interceptor sees
 * what the application's own interceptors made of the request, once for each of their attempts, and
 * the response already decompressed. Ours is told by its class name, not by its class: a list may
 * have been filled through another glue loader.
 */
final class InterceptorPlace {
  private static final String OURS = CallInterceptor.class.getName();

  private final Interceptor interceptor;

  InterceptorPlace(Interceptor interceptor) {
    this.interceptor = interceptor;
  }

  /**
   * Changes a builder's list. Threads that build from one shared builder all pass here before
   * OkHttp copies the list, so the lock, and leaving a good list alone, are what keeps that copy
   * from meeting a list that is being changed.
   */
  synchronized void putLast(List<Interceptor> interceptors) {
    if (inPlace(interceptors)) {
      return;
    }
    interceptors.removeIf(InterceptorPlace::isOurs);
    interceptors.add(interceptor);
  }

  /** The list itself when it is as it should be, else a copy that is. */
  List<?> withOursLast(List<?> interceptors) {
    if (inPlace(interceptors)) {
      return interceptors;
    }
    List<Object> copy = new ArrayList<>(interceptors.size() + 1);
    for (Object other : interceptors) {
      if (!isOurs(other)) {
        copy.add(other);
      }
    }
    copy.add(interceptor);
    return Collections.unmodifiableList(copy);
  }

  private boolean inPlace(List<?> interceptors) {
    int last = interceptors.size() - 1;
    if (last < 0 || interceptors.get(last) != interceptor) {
      return false;
    }
    for (int i = 0; i < last; i++) {
      if (isOurs(interceptors.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isOurs(Object interceptor) {
    return interceptor != null && interceptor.getClass().getName().equals(OURS);
  }
}
