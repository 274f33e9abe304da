// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.live;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A running JVM with costspan in it, as another process of the same user sees it. */
public final class LiveJvm {
  private static final long TIMEOUT_MILLIS = 5000;

  private final LiveSocket socket;

  private LiveJvm(LiveSocket socket) {
    this.socket = socket;
  }

  /**
   * Those that share a state directory and listen. What a JVM has left that is no more is taken
   * away; one that merely cannot be reached from here, in another container for instance, is not.
   *
   * @param home the state directory
   */
  public static List<LiveJvm> all(Path home) throws IOException {
    List<LiveJvm> alive = new ArrayList<>();
    for (LiveSocket socket : LiveSocket.all(home)) {
      if (listens(socket)) {
        alive.add(new LiveJvm(socket));
      } else if (ProcessHandle.of(socket.pid()).filter(ProcessHandle::isAlive).isEmpty()) {
        socket.forget();
      }
    }
    return alive;
  }

  private static boolean listens(LiveSocket socket) {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket.address()))) {
      return channel.isConnected();
    } catch (IOException refused) {
      return false;
    }
  }

  /** Its process id. */
  public long pid() {
    return socket.pid();
  }

  /**
   * What it shows of itself: its sections by name, each a list of rows.
   *
   * @throws IOException when it does not answer
   */
  public Map<?, ?> state() throws IOException {
    Object state = ask(Map.of("ask", "state")).get("state");
    if (state instanceof Map<?, ?> sections) {
      return sections;
    }
    throw new IOException("process " + pid() + " tells no state");
  }

  /**
   * Asks for an operation.
   *
   * @return what was done
   * @throws IllegalArgumentException when it was refused, with what the JVM says
   * @throws IOException when it does not answer
   */
  public String perform(String operation, Map<String, String> arguments, String who)
      throws IOException {
    Map<String, Object> question = new LinkedHashMap<>();
    question.put("ask", operation);
    question.put("arguments", arguments);
    question.put("who", who);
    Map<String, Object> answer = ask(question);
    if (answer.get("refused") != null) {
      throw new IllegalArgumentException(String.valueOf(answer.get("refused")));
    }
    return String.valueOf(answer.get("done"));
  }

  private Map<String, Object> ask(Map<String, Object> question) throws IOException {
    SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket.address()));
    try (Exchange exchange = new Exchange(channel, TIMEOUT_MILLIS)) {
      exchange.write(LiveJson.write(question));
      return LiveJson.read(exchange.read());
    }
  }
}
