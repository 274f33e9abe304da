// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.costspan.engine.streamusage.UsageFilterTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * One target with what it sets out from.
 *
 * @param name what is hunted in
 * @param target the class that Jazzer calls
 * @param properties system properties of its JVM
 * @param seeds inputs to begin with
 */
record Hunt(String name, Class<?> target, Map<String, String> properties, List<byte[]> seeds) {
  private static final int LONGEST = 1 << 15;
  private static final int ENDING_SECONDS = 300;
  private static final Pattern NAME = Pattern.compile("\"(\\w{2,40})\" ?:");

  /**
   * All hunts there are: the answers of each family of dialects, the filter of usage, requests;
   * from the samples of a directory.
   */
  static List<Hunt> all(Path fixtures) throws IOException {
    List<Sample> samples = Sample.in(fixtures);
    Map<String, List<Sample>> byFamily = new TreeMap<>();
    samples.forEach(
        sample -> byFamily.computeIfAbsent(sample.family(), name -> new ArrayList<>()).add(sample));
    List<Hunt> hunts = new ArrayList<>();
    byFamily.forEach((family, those) -> hunts.add(answers(family, those)));
    List<byte[]> requests = new ArrayList<>();
    for (int i = 0; i < samples.size(); i++) {
      requests.add(seed(i, 0, samples.get(i).request));
    }
    hunts.add(new Hunt("usage filter", UsageFilterTarget.class, Map.of(), streams(samples)));
    hunts.add(new Hunt("requests", RequestTarget.class, Map.of(), requests));
    return hunts;
  }

  private static Hunt answers(String family, List<Sample> samples) {
    List<byte[]> seeds = new ArrayList<>();
    for (int i = 0; i < samples.size(); i++) {
      byte[] body = samples.get(i).response;
      seeds.add(seed(i, Coding.NONE.number(), body));
      seeds.add(seed(i, Coding.GZIP.number(), body));
      seeds.add(seed(i, Coding.BARE_DEFLATE.number(), body));
      byte[] packed = Coding.GZIP.encoded(body);
      seeds.add(seed(i, Coding.SAID_GZIP.number(), packed));
    }
    return new Hunt(
        "answers of " + family, AnswerTarget.class, Map.of("fuzz.family", family), seeds);
  }

  private static List<byte[]> streams(List<Sample> samples) {
    List<byte[]> seeds = new ArrayList<>();
    for (Sample sample : samples) {
      if (sample.dialect().equals("openai.chat")) {
        seeds.add(seed(seeds.size(), seeds.size(), sample.response));
      }
    }
    return seeds;
  }

  private static byte[] seed(int sample, int coding, byte[] body) {
    return Input.bytes(sample, coding, 7 * sample, body);
  }

  /**
   * Runs the target in a JVM of its own, of little memory, so that what grows with the body shows.
   *
   * @param seconds how long
   * @param directory for seeds, findings and the log; of this hunt alone
   * @return the log's last lines where something was found; empty when nothing was
   */
  String run(long seconds, Path directory) throws IOException, InterruptedException {
    Path inputs = Files.createDirectories(directory.resolve("inputs"));
    for (int i = 0; i < seeds.size(); i++) {
      Files.write(inputs.resolve("seed-" + i), seeds.get(i));
    }
    Path log = directory.resolve("log");
    Process jvm =
        new ProcessBuilder(command(seconds, directory, inputs))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      boolean ended = jvm.waitFor(seconds + ENDING_SECONDS, TimeUnit.SECONDS);
      return ended && jvm.exitValue() == 0 ? "" : end(log);
    } finally {
      jvm.destroyForcibly();
    }
  }

  private List<String> command(long seconds, Path directory, Path inputs) throws IOException {
    Path dictionary = directory.resolve("words");
    Files.write(dictionary, words());
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:-OmitStackTraceInFastThrow", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add("-Dcostspan.fixtures=" + System.getProperty("costspan.fixtures"));
    properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.add("com.code_intelligence.jazzer.Jazzer");
    command.add("--target_class=" + target.getName());
    command.add("--instrumentation_includes=io.costspan.engine.**");
    command.add("--custom_hook_includes=io.costspan.none");
    command.add("--reproducer_path=" + directory);
    command.add("-artifact_prefix=" + directory + "/");
    command.add("-max_total_time=" + seconds);
    command.add("-max_len=" + LONGEST);
    command.add("-timeout=20");
    command.add("-rss_limit_mb=3072");
    command.add("-dict=" + dictionary);
    command.add("-print_final_stats=1");
    command.add(inputs.toString());
    return command;
  }

  /** Names of members, so that the fuzzer need not guess them letter by letter. */
  private List<String> words() {
    TreeSet<String> words =
        new TreeSet<>(List.of("\"data: \"", "\"\\x0a\\x0a\"", "\"[DONE]\"", "\"null\""));
    for (byte[] seed : seeds) {
      String text = new String(seed, ISO_8859_1);
      var name = NAME.matcher(text);
      while (name.find()) {
        words.add("\"\\\"" + name.group(1) + "\\\":\"");
      }
    }
    return List.copyOf(words);
  }

  private static String end(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log, ISO_8859_1);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
  }
}
