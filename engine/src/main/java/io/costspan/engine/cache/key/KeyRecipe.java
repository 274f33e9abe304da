// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache.key;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * What of a request one rule compares. Immutable.
 *
 * <p>Two rules that compare differently never share an answer: the recipe is part of every key.
 */
public final class KeyRecipe {
  private static final String TAG = "tag.";
  private static final String HEADER = "header.";

  private final String shape;
  private final boolean shared;
  private final Set<String> byTags = new TreeSet<>();
  private final Set<String> byHeaders = new TreeSet<>();
  private final Set<String> ignoredHeaders = new TreeSet<>();
  private final Members ignored;
  private final Set<Normalise> normalise;

  /**
   * @param rule its name
   * @param shared whether answers go to any caller, whatever the credential
   * @param by what else keeps answers apart: {@code tag.NAME}, {@code header.NAME}
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
      } else {
        throw new IllegalArgumentException("neither tag.NAME nor header.NAME: " + one);
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

  Set<String> byTags() {
    return byTags;
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
