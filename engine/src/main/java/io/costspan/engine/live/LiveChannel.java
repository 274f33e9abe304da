// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.live;

import io.costspan.contract.OwnThreads;
import io.costspan.log.AgentLog;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answers the console: a Unix domain socket under the user's own directory, never a port. One
 * question a connection, {@code {"ask":"state"}} or {@code {"ask":<operation>,"arguments":{...},
 * "who":...}}, answered one after the other on one thread of ours.
 */
public final class LiveChannel implements AutoCloseable {
  private static final long TIMEOUT_MILLIS = 5000;
  private static final long PAUSE_MILLIS = 1000;

  private final Board board;
  private final Path home;
  private volatile boolean closed;
  private volatile @Nullable ServerSocketChannel server;
  private volatile @Nullable LiveSocket socket;

  /**
   * @param home the state directory
   */
  public LiveChannel(Board board, Path home) {
    this.board = board;
    this.home = home;
  }

  /** Listens, on a thread of ours. What goes wrong is told once, and changes nothing else. */
  public void start() {
    OwnThreads.newThread("live", this::listen).start();
  }

  @Override
  public void close() {
    closed = true;
    ServerSocketChannel open = server;
    LiveSocket place = socket;
    try {
      if (open != null) {
        open.close();
      }
    } catch (IOException e) {
      AgentLog.debug("the live socket could not be closed", e);
    }
    if (place != null) {
      place.forget();
    }
  }

  /** Listens anew where somebody has taken away the file by which the socket is found. */
  public void look() {
    LiveSocket place = socket;
    ServerSocketChannel open = server;
    if (place != null && open != null && Files.notExists(place.sign())) {
      try {
        open.close();
      } catch (IOException e) {
        AgentLog.debug("the live socket could not be closed", e);
      }
    }
  }

  private void listen() {
    try {
      while (!closed) {
        listenAt(LiveSocket.make(home));
      }
    } catch (IOException | RuntimeException | LinkageError | InterruptedException e) {
      AgentLog.warnOnce(
          "live",
          "costspan-console cannot reach this JVM (ledger and telemetry go on): "
              + e
              + "; costspan.live.enabled=false does without");
    }
  }

  private void listenAt(LiveSocket place) throws IOException, InterruptedException {
    try (ServerSocketChannel open = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      open.bind(UnixDomainSocketAddress.of(place.address()));
      socket = place;
      server = open;
      while (!closed) {
        accept(open);
      }
    } catch (ClosedChannelException over) {
      AgentLog.debug("the live socket is closed", null);
    } finally {
      place.forget();
    }
  }

  private void accept(ServerSocketChannel open) throws IOException, InterruptedException {
    try {
      serve(open.accept());
    } catch (ClosedChannelException over) {
      throw over;
    } catch (IOException busy) {
      AgentLog.debug("a question could not be taken", busy);
      Thread.sleep(PAUSE_MILLIS); // too many open files, as a rule: they may be fewer later
    }
  }

  private void serve(SocketChannel connection) {
    try (Exchange exchange = new Exchange(connection, TIMEOUT_MILLIS)) {
      exchange.write(LiveJson.write(answer(LiveJson.read(exchange.read()))));
    } catch (IOException | RuntimeException | LinkageError e) {
      AgentLog.debug("a question could not be answered", e);
    }
  }

  private Map<String, Object> answer(Map<String, Object> question) {
    Map<String, Object> answer = new LinkedHashMap<>();
    String ask = String.valueOf(question.get("ask"));
    if (ask.equals("state")) {
      answer.put("state", board.all());
      return answer;
    }
    Map<String, String> arguments = new LinkedHashMap<>();
    if (question.get("arguments") instanceof Map<?, ?> given) {
      given.forEach((name, value) -> arguments.put(String.valueOf(name), String.valueOf(value)));
    }
    try {
      answer.put("done", board.perform(ask, arguments, who(question)));
    } catch (IllegalArgumentException refused) {
      answer.put("refused", String.valueOf(refused.getMessage()));
    } catch (RuntimeException fault) {
      answer.put("refused", "it failed: " + fault);
    }
    return answer;
  }

  private static String who(Map<String, Object> question) {
    Object said = question.get("who");
    String who = said == null ? "unknown" : String.valueOf(said);
    return who.length() > 200 ? who.substring(0, 200) : who;
  }
}
