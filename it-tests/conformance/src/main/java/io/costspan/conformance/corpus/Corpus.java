// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.conformance.corpus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every record of a directory's {@code *.jsonl} files.
 *
 * @param exchanges in the order of files and lines
 * @param broken lines that hold no record, as {@code file:line: why}
 */
public record Corpus(List<Exchange> exchanges, List<String> broken) {
  private static final String ENDING = ".jsonl";
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Reads a directory.
   *
   * @throws IOException when there is no such directory, it cannot be read, or holds no such file
   */
  public static Corpus read(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      throw new IOException(directory + " is no directory");
    }
    Corpus corpus = new Corpus(new ArrayList<>(), new ArrayList<>());
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(file -> file.toString().endsWith(ENDING)).sorted().toList()) {
        corpus.add(file);
      }
    }
    if (corpus.exchanges.isEmpty() && corpus.broken.isEmpty()) {
      throw new IOException(directory + " holds no records: files of JSON lines, *" + ENDING);
    }
    return corpus;
  }

  private void add(Path file) throws IOException {
    String name = file.getFileName().toString();
    // decoded without complaint: a stray byte spoils its own line, not the file
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    int number = 0;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      number++;
      if (!line.isBlank()) {
        add(name, number, line);
      }
    }
  }

  private void add(String file, int number, String line) {
    try {
      JsonNode json = JSON.readTree(line);
      Exchange exchange =
          new Exchange(file.substring(0, file.length() - ENDING.length()), number, json);
      String fault = fault(exchange);
      if (fault == null) {
        exchanges.add(exchange);
      } else {
        broken.add(file + ":" + number + ": " + fault);
      }
    } catch (JsonProcessingException e) {
      broken.add(file + ":" + number + ": " + e.getOriginalMessage());
    } catch (IllegalArgumentException e) {
      broken.add(file + ":" + number + ": " + e.getMessage());
    }
  }

  private static @Nullable String fault(Exchange exchange) {
    for (String member : List.of("request", "response", "expected")) {
      if (!exchange.json().path(member).isObject()) {
        return "no object " + member;
      }
    }
    // a body that is not the base64 it is said to be shows here
    return exchange.requestBody().length + exchange.responseBody().length < 0 ? "too large" : null;
  }
}
