// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.app.cases;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The cases of an application, run as its arguments say:
 *
 * <ul>
 *   <li>nothing: all of them but those that run when they are named only;
 *   <li>{@code chat tool}: these, one after the other;
 *   <li>{@code 20*chat}: one on twenty threads at a time, virtual ones where Java has them;
 *   <li>the name of a set, such as {@code twice}: each case of the set two times;
 *   <li>{@code typed}: what is typed, a line each, each on a thread of its own, until there is no
 *       more.
 * </ul>
 *
 * Each case prints one line: what it gives, or its exception with what caused it. For one thread.
 */
public final class Cases {
  private static final Pattern CROWD = Pattern.compile("(\\d{1,4})\\*(.+)");
  private static final long LIMIT_SECONDS = 60;

  private final List<String> usual;
  private final Map<String, Callable<String>> cases;
  private final Map<String, Supplier<Map<String, Callable<String>>>> sets = new LinkedHashMap<>();

  private Cases(Map<String, Callable<String>> usual) {
    this.usual = List.copyOf(usual.keySet());
    this.cases = new LinkedHashMap<>(usual);
  }

  /** The cases that run where none is named. */
  public static Cases of(Map<String, Callable<String>> usual) {
    return new Cases(usual);
  }

  /** Cases that run only when they are named. */
  public Cases more(Map<String, Callable<String>> named) {
    cases.putAll(named);
    return this;
  }

  /** A set of which each case runs two times. */
  public Cases pairs(String name, Supplier<Map<String, Callable<String>>> set) {
    sets.put(name, set);
    return this;
  }

  /**
   * Runs what the arguments say.
   *
   * @throws IllegalArgumentException for a case there is not
   */
  public void run(String[] arguments) throws Exception {
    for (String argument : arguments.length == 0 ? usual : List.of(arguments)) {
      if (argument.equals("typed")) {
        typed();
      } else {
        step(argument);
      }
    }
  }

  private void typed() throws IOException, InterruptedException {
    ExecutorService threads = Executors.newCachedThreadPool();
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String step = line;
      threads.execute(
          () -> {
            try {
              step(step);
            } catch (Exception e) {
              say(step + ": " + e);
            }
          });
    }
    threads.shutdown();
    if (!threads.awaitTermination(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("still running");
    }
  }

  private void step(String step) throws Exception {
    Matcher crowd = CROWD.matcher(step);
    Supplier<Map<String, Callable<String>>> set = sets.get(step);
    if (crowd.matches()) {
      crowd(Integer.parseInt(crowd.group(1)), crowd.group(2));
    } else if (set != null) {
      for (Map.Entry<String, Callable<String>> each : set.get().entrySet()) {
        say(line(each.getKey(), each.getValue()));
        say(line(each.getKey(), each.getValue()));
      }
    } else {
      say(line(step, find(step)));
    }
  }

  private void crowd(int size, String name) throws Exception {
    Callable<String> work = find(name);
    ExecutorService threads = threads(size);
    List<Future<String>> lines = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      lines.add(threads.submit(() -> line(name, work)));
    }
    for (Future<String> line : lines) {
      say(line.get(LIMIT_SECONDS, TimeUnit.SECONDS));
    }
    threads.shutdown();
  }

  private static ExecutorService threads(int size) throws ReflectiveOperationException {
    return Runtime.version().feature() < 21
        ? Executors.newFixedThreadPool(size)
        : (ExecutorService)
            Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
  }

  private Callable<String> find(String name) {
    Callable<String> work = cases.get(name);
    if (work == null) {
      throw new IllegalArgumentException("no case " + name + "; there are " + cases.keySet());
    }
    return work;
  }

  private static String line(String name, Callable<String> work) {
    try {
      return name + ": " + work.call();
    } catch (Exception e) {
      StringBuilder said = new StringBuilder(name + ": " + e);
      for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
        said.append(" < ").append(cause);
      }
      return said.toString();
    }
  }

  @SuppressWarnings("SystemOut") // a command line application's
  private static void say(String line) {
    System.out.println(line);
  }
}
