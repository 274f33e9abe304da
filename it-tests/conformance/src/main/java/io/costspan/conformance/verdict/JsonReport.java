// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.conformance.verdict;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.costspan.conformance.verdict.Finding.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** A report for programs: counts, and every record with what came of it. */
public final class JsonReport {
  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonReport() {}

  /** Writes the file, replacing one that is there. */
  public static void write(Report report, Path file) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("title", report.title());
    root.put("passed", report.passes());
    root.put("records", report.findings().size());
    root.put("replayed", report.replayed());
    for (Result result : Result.values()) {
      root.put(name(result), report.count(result));
    }
    root.put("failures", report.failures());
    report.broken().forEach(root.putArray("broken")::add);
    report.strays().forEach(root.putArray("strays")::add);
    ArrayNode findings = root.putArray("findings");
    report.findings().forEach(finding -> finding(findings.addObject(), finding));
    JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), root);
  }

  private static void finding(ObjectNode node, Finding finding) {
    node.put("id", finding.exchange().id());
    node.put("file", finding.exchange().file());
    node.put("line", finding.exchange().line());
    node.put("provider", finding.exchange().provider());
    node.put("operation", finding.exchange().operation());
    node.put("api", finding.exchange().api());
    node.put("framing", finding.exchange().framing());
    node.put("recorded", finding.exchange().recorded());
    node.put("result", name(finding.result()));
    node.put("held", finding.held());
    node.put("reason", finding.reason());
    ArrayNode differences = node.putArray("differences");
    for (Difference difference : finding.differences()) {
      differences
          .addObject()
          .put("field", difference.field())
          .put("expected", difference.expected())
          .put("got", difference.got());
    }
  }

  private static String name(Result result) {
    return result.name().toLowerCase(Locale.ROOT);
  }
}
