// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.conformance.verdict;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.costspan.conformance.corpus.Exchange;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The differences that are accepted, each with its reason, from {@code exceptions.json}. */
public final class Allowance {
  private final List<Rule> rules;

  private Allowance(List<Rule> rules) {
    this.rules = rules;
  }

  /** The rules that come with the program. */
  public static Allowance bundled() throws IOException {
    try (InputStream in = Allowance.class.getResourceAsStream("exceptions.json")) {
      if (in == null) {
        throw new IOException("exceptions.json is missing");
      }
      return new Allowance(new ObjectMapper().readValue(in, new TypeReference<List<Rule>>() {}));
    }
  }

  /** The reasons, when every one of the differences has one; otherwise {@code null}. */
  @Nullable String reason(Exchange exchange, List<Difference> differences) {
    List<String> reasons = new ArrayList<>();
    for (Difference difference : differences) {
      Rule rule = rule(exchange, difference);
      if (rule == null) {
        return null;
      }
      if (!reasons.contains(rule.reason)) {
        reasons.add(rule.reason);
      }
    }
    return String.join("; ", reasons);
  }

  private @Nullable Rule rule(Exchange exchange, Difference difference) {
    for (Rule rule : rules) {
      if (rule.covers(exchange, difference)) {
        return rule;
      }
    }
    return null;
  }

  /**
   * One accepted kind of difference. What is given must be so; a list must hold the record's value.
   *
   * @param reason why it is right, or not to be had
   * @param fields names of differences; always given
   * @param recorded whether the record says anything of it
   * @param got what the span may say
   * @param notOperations must not hold the record's operation
   */
  private record Rule(
      String reason,
      List<String> fields,
      @Nullable Boolean recorded,
      @Nullable List<String> got,
      @Nullable List<String> providers,
      @Nullable List<String> notOperations,
      @Nullable List<String> apis,
      @Nullable List<String> ids) {

    boolean covers(Exchange exchange, Difference difference) {
      return fields.contains(difference.field())
          && (recorded == null || recorded == (difference.expected() != null))
          && (got == null || got.contains(difference.got()))
          && (providers == null || providers.contains(exchange.provider()))
          && (notOperations == null || !notOperations.contains(exchange.operation()))
          && (apis == null || apis.contains(exchange.api()))
          && (ids == null || ids.contains(exchange.id()));
    }
  }
}
