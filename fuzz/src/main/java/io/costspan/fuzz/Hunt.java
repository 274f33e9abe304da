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
import org.jspecify.annotations.Nullable;

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

  /** What libFuzzer says at its end. */
  private static final String TRIED = "stat::number_of_executed_units:";

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
   * @return how the JVM ended and the log's last lines, where something was found or the hunt did
   *     not come to its end; empty when it did and found nothing
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
      return outcome(ended ? jvm.exitValue() : null, Files.readAllLines(log, ISO_8859_1));
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

  /**
   * What is wrong; empty when nothing is.
   *
   * @param exit status of the JVM; {@code null} where it had to be ended
   */
  static String outcome(@Nullable Integer exit, List<String> log) {
    boolean hunted = log.stream().anyMatch(line -> line.startsWith(TRIED) && !line.endsWith(" 0"));
    if (exit != null && exit == 0 && hunted) {
      return "";
    }
    String ending = exit == null ? "it did not end" : "it ended with " + exit;
    return String.join(
        "\n", ending, String.join("\n", log.subList(Math.max(0, log.size() - 60), log.size())));
  }
}
