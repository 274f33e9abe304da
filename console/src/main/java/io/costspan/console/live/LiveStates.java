// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.console.live;

import io.costspan.engine.live.LiveJson;
import io.costspan.engine.live.LiveJvm;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** What several JVMs show of themselves, printed for people or for programs. */
final class LiveStates {
  private final Map<Long, Map<?, ?>> states = new LinkedHashMap<>();
  private final List<String> silent = new ArrayList<>();

  private LiveStates() {}

  /** Asks each of them; one that does not answer is named. */
  static LiveStates of(List<LiveJvm> running) {
    LiveStates all = new LiveStates();
    for (LiveJvm jvm : running) {
      try {
        all.states.put(jvm.pid(), jvm.state());
      } catch (IOException e) {
        all.silent.add("process " + jvm.pid() + " does not answer: " + e.getMessage());
      }
    }
    return all;
  }

  /** Prints what those that are meant show; gives the exit code, 1 where none runs. */
  static int show(LiveOption live, CommandSpec spec, boolean json, List<String> sections)
      throws IOException {
    List<LiveJvm> running = live.running();
    if (running.isEmpty()) {
      spec.commandLine().getErr().println(live.none());
      return 1;
    }
    LiveStates states = of(running);
    if (json) {
      states.json(spec.commandLine().getOut());
    } else {
      states.tables(spec.commandLine().getOut(), sections);
    }
    return 0;
  }

  /** One JSON object: JVMs by process id, each with its sections. */
  void json(PrintWriter out) throws IOException {
    Map<String, Object> jvms = new LinkedHashMap<>();
    states.forEach((pid, state) -> jvms.put(String.valueOf(pid), state));
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("jvms", jvms);
    all.put("silent", silent);
    out.println(new String(LiveJson.write(all), StandardCharsets.UTF_8));
  }

  /** A table a section; one section only where it is named. */
  void tables(PrintWriter out, List<String> sections) {
    states.forEach(
        (pid, state) -> {
          out.println(title(pid, state));
          for (String section : sections) {
            StateTables.print(out, section, state.get(section));
          }
        });
    silent.forEach(out::println);
  }

  private static String title(long pid, Map<?, ?> state) {
    String service = first(state.get("jvm"), "service");
    boolean aside = first(state.get("agent"), "stepped-aside").equals("true");
    return "process " + pid + " " + service + (aside ? " (stepped aside)" : "");
  }

  private static String first(@Nullable Object rows, String column) {
    return rows instanceof List<?> list && !list.isEmpty() && list.get(0) instanceof Map<?, ?> row
        ? String.valueOf(row.get(column))
        : "";
  }
}
