// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a YAML file into dotted keys with the line each stands in. A file that is no valid YAML
 * counts as a whole as not there: half of it would be settings nobody wrote. Loads the YAML parser,
 * so it is only touched when there is a file. Not thread-safe; one use.
 */
final class SettingsFile {
  private final Path path;
  private final List<Said> said = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  private SettingsFile(Path path) {
    this.path = path;
  }

  static List<Said> read(Path path, List<Problem> problems) {
    SettingsFile file = new SettingsFile(path);
    try (InputStream in = Files.newInputStream(path);
        YAMLParser parser =
            YAMLFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build()
                .createParser(in)) {
      file.document(parser);
      problems.addAll(file.problems);
      return file.said;
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      YamlComplaint complaint = YamlComplaint.of(e.getOriginalMessage(), line);
      problems.add(ProblemText.badFile(file.at(complaint.line()), complaint.text()));
    } catch (IOException e) {
      problems.add(ProblemText.badFile(file.at(0), "cannot be read: " + e));
    }
    return List.of();
  }

  private void document(YAMLParser parser) throws IOException {
    JsonToken first = parser.nextToken();
    if (first == null || first == JsonToken.VALUE_NULL) {
      return; // an empty file says nothing
    }
    if (first == JsonToken.START_OBJECT) {
      mapping(parser, "");
    }
    if (first != JsonToken.START_OBJECT || parser.nextToken() != null) {
      problems.add(
          ProblemText.badFile(at(line(parser)), "one mapping of keys to values is expected"));
    }
  }

  /** The parser bounds the nesting, so the recursion is bounded, too. */
  private void mapping(YAMLParser parser, String prefix) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = prefix + parser.currentName();
      int line = line(parser);
      JsonToken value = parser.nextToken();
      if (value == JsonToken.START_OBJECT) {
        mapping(parser, key + ".");
      } else if (value == JsonToken.START_ARRAY) {
        list(parser, key, line);
      } else if (parser.isCurrentAlias()) {
        problems.add(ProblemText.notScalar(key, at(line), "an alias"));
      } else {
        boolean nothing = value == JsonToken.VALUE_NULL;
        said.add(new Said(key, nothing ? "" : parser.getText().strip(), at(line)));
      }
    }
  }

  /** A list says something only of plain values: one of them that is none spoils it. */
  private void list(YAMLParser parser, String key, int line) throws IOException {
    List<String> items = new ArrayList<>();
    String wrong = null;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken().isStructStart()) {
        wrong = "a list or a mapping";
        parser.skipChildren();
      } else if (parser.isCurrentAlias()) {
        wrong = "an alias";
      } else if (!ListText.canHold(parser.getText().strip())) {
        wrong = "a value of several lines";
      } else if (parser.currentToken() != JsonToken.VALUE_NULL) {
        items.add(parser.getText().strip());
      }
    }
    if (wrong != null) {
      problems.add(ProblemText.badItem(key, at(line), wrong));
    } else {
      // what was written as a list stays one even when nothing is in it
      said.add(new Said(key, items.isEmpty() ? "\n" : ListText.of(items), at(line)));
    }
  }

  private static int line(YAMLParser parser) {
    return parser.currentTokenLocation().getLineNr();
  }

  private Origin at(int line) {
    return new Origin(Origin.Kind.FILE, line > 0 ? path + ":" + line : path.toString());
  }
}
