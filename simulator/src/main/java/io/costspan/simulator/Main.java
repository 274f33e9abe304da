// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.simulator;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The simulator as a program: {@code --dir DIR [--http-port N] [--https-port N] [--pace MS]}.
 * Prints one line of JSON when it is ready, writes {@code client.args} (options for {@code
 * java @client.args}) into the directory, and runs until its standard input closes or it is
 * terminated.
 */
public final class Main {

  private Main() {}

  /** Starts; see the class. */
  @SuppressWarnings("SystemOut") // the ready line is this program's interface
  public static void main(String[] args) throws Exception {
    Map<String, String> options = options(args);
    String dir = options.get("--dir");
    if (dir == null) {
      throw new IllegalArgumentException(
          "usage: --dir DIR [--http-port N] [--https-port N] [--pace MS]; --dir is missing");
    }
    Path directory = Path.of(dir);
    try (Simulator simulator =
        Simulator.start(
            directory,
            Integer.parseInt(options.getOrDefault("--http-port", "0")),
            Integer.parseInt(options.getOrDefault("--https-port", "443")),
            Duration.ofMillis(Long.parseLong(options.getOrDefault("--pace", "0"))))) {
      Files.write(directory.resolve("client.args"), simulator.clientOptions());
      System.out.println(ready(simulator));
      awaitEndOfInput();
    }
  }

  private static Map<String, String> options(String[] args) {
    Map<String, String> options = new LinkedHashMap<>();
    for (int i = 0; i + 1 < args.length; i += 2) {
      options.put(args[i], args[i + 1]);
    }
    return options;
  }

  private static String ready(Simulator simulator) throws IOException {
    Map<String, Object> ready = new LinkedHashMap<>();
    ready.put("httpPort", simulator.httpPort());
    ready.put("httpsPort", simulator.httpsPort());
    ready.put("httpUrl", simulator.httpUrl());
    ready.put("openaiUrl", simulator.url("api.openai.com"));
    ready.put("anthropicUrl", simulator.url("api.anthropic.com"));
    ready.put("geminiUrl", simulator.url("generativelanguage.googleapis.com"));
    ready.put("clientOptions", simulator.clientOptions());
    return new ObjectMapper().writeValueAsString(ready);
  }

  private static void awaitEndOfInput() throws IOException {
    byte[] ignored = new byte[256];
    int read;
    do {
      read = System.in.read(ignored);
    } while (read >= 0);
  }
}
