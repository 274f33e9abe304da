// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache.key;

import io.costspan.engine.passage.Subject;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What of a request one rule compares. Immutable.
 *
 * <p>Two rules that compare differently never share an answer: the recipe is part of every key.
 */
public final class KeyRecipe {
  private static final String TAG = "tag.";
  private static final String HEADER = "header.";
  private static final Set<String> ATTRIBUTES =
      Set.of("provider", "model", "operation", "host", "service", "key");

  private final String shape;
  private final boolean shared;
  private final Set<String> byTags = new TreeSet<>();
  private final Set<String> byAttributes = new TreeSet<>();
  private final Set<String> byHeaders = new TreeSet<>();
  private final Set<String> ignoredHeaders = new TreeSet<>();
  private final Members ignored;
  private final Set<Normalise> normalise;

  /**
   * @param rule its name
   * @param shared whether answers go to any caller, whatever the credential
   * @param by what else keeps answers apart: {@code tag.NAME}, {@code header.NAME}, {@code
   *     service}, {@code key} and the like
   * @param ignore members of the body that do not matter, {@code NAME} or {@code NAME.NAME}
   * @param ignoreHeaders headers that do not matter
   * @param normalise what does not matter in the last text of the user
   * @throws IllegalArgumentException when {@code by} has anything else
   */
  public KeyRecipe(
      String rule,
      boolean shared,
      Collection<String> by,
      Collection<String> ignore,
      Collection<String> ignoreHeaders,
      Set<Normalise> normalise) {
    this.shared = shared;
    for (String one : by) {
      if (one.startsWith(TAG)) {
        byTags.add(one.substring(TAG.length()));
      } else if (one.startsWith(HEADER)) {
        byHeaders.add(one.substring(HEADER.length()).toLowerCase(Locale.ROOT));
      } else if (ATTRIBUTES.contains(one)) {
        byAttributes.add(one);
      } else {
        throw new IllegalArgumentException("nothing that keeps answers apart: " + one);
      }
    }
    ignoreHeaders.forEach(name -> ignoredHeaders.add(name.toLowerCase(Locale.ROOT)));
    TreeSet<String> paths = new TreeSet<>(ignore);
    this.ignored = Members.of(List.copyOf(paths));
    this.normalise = normalise.isEmpty() ? Set.of() : Set.copyOf(normalise);
    this.shape =
        String.join(
            "\n",
            rule,
            Boolean.toString(shared),
            byTags.toString(),
            byAttributes.toString(),
            byHeaders.toString(),
            paths.toString(),
            ignoredHeaders.toString(),
            new TreeSet<>(normalise).toString());
  }

  String shape() {
    return shape;
  }

  boolean shared() {
    return shared;
  }

  /** Takes what else keeps answers apart into a digest, but for the headers. */
  void narrow(Subject subject, Digesting digest) {
    for (String name : byTags) {
      optional(subject.tags().get(name), digest);
    }
    for (String name : byAttributes) {
      optional(
          switch (name) {
            case "provider" -> subject.provider();
            case "model" -> subject.model();
            case "operation" -> subject.operation();
            case "host" -> subject.host();
            case "service" -> subject.service();
            default -> subject.key();
          },
          digest);
    }
  }

  private static void optional(@Nullable String value, Digesting digest) {
    digest.mark('t', value == null ? 0 : 1);
    digest.part('t', value == null ? "" : value);
  }

  Set<String> byHeaders() {
    return byHeaders;
  }

  Set<String> ignoredHeaders() {
    return ignoredHeaders;
  }

  Members ignored() {
    return ignored;
  }

  Set<Normalise> normalise() {
    return normalise;
  }
}
