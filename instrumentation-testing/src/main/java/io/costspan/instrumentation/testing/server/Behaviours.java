// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.testing.server;

import io.costspan.instrumentation.testing.server.TestServer.Behaviour;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The paths of a server and what came for them; what both servers share. A behaviour's failure
 * resets the connection, so that a test sees it.
 */
final class Behaviours {
  private final Map<String, Behaviour> byPath = new ConcurrentHashMap<>();
  private final Map<String, Queue<ReceivedRequest>> received = new ConcurrentHashMap<>();

  void on(String path, Behaviour behaviour) {
    byPath.put(path, behaviour);
  }

  List<ReceivedRequest> received(String path) {
    Queue<ReceivedRequest> requests = received.get(path);
    return requests == null ? List.of() : List.copyOf(requests);
  }

  /** Records the request and answers it. */
  void serve(ReceivedRequest request, Reply reply) throws Exception {
    received.computeIfAbsent(request.path(), path -> new ConcurrentLinkedQueue<>()).add(request);
    if (!request.complete()) {
      reply.reset();
      return;
    }
    @Nullable Behaviour behaviour = byPath.get(request.path());
    if (behaviour == null) {
      reply.whole(404, Map.of(), new byte[0]);
      return;
    }
    boolean served = false;
    try {
      behaviour.serve(request, reply);
      reply.end();
      served = true;
    } finally {
      if (!served) {
        reply.reset();
      }
    }
  }
}
