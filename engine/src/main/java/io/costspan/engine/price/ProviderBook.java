// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The models of one provider and the names they go by. Immutable once built. */
final class ProviderBook {

  /**
   * A model and how its name was found.
   *
   * @param own what the user says it costs; {@code null} when nothing
   */
  record Found(String book, ModelPrice model, String match, @Nullable OwnPrice own) {
    Found(String book, ModelPrice model, String match) {
      this(book, model, match, null);
    }
  }

  /** A name that means a model from some instant on. */
  record Alias(String name, ModelPrice model, Instant from) {}

  private static final Pattern DATE =
      Pattern.compile("[-@](?:\\d{4}-\\d{2}-\\d{2}|\\d{8}|\\d{4}|00\\d)$");

  private final String id;
  private final List<String> fallback;
  private final List<ModelPrice> patterned;
  private final Map<String, ModelPrice> byId = new HashMap<>();
  private final Map<String, ModelPrice> byName = new HashMap<>();
  private final Map<String, Alias> aliases = new HashMap<>();

  /**
   * @param models in order of precedence: of two that claim a name the first has it
   */
  ProviderBook(String id, List<String> fallback, List<ModelPrice> models, List<Alias> aliases) {
    this.id = id;
    this.fallback = fallback;
    List<ModelPrice> patterned = new ArrayList<>();
    for (ModelPrice model : models) {
      byId.putIfAbsent(model.id().toLowerCase(Locale.ROOT), model);
      for (String name : model.names()) {
        byName.putIfAbsent(name, model);
      }
      if (!model.patterns().isEmpty()) {
        patterned.add(model);
      }
    }
    this.patterned = List.copyOf(patterned);
    for (Alias alias : aliases) {
      this.aliases.put(alias.name(), alias);
    }
  }

  /** Other providers whose models this one sells at their price. */
  List<String> fallback() {
    return fallback;
  }

  /** Every listed name, in lower case. */
  Set<String> names() {
    Set<String> names = new HashSet<>(byId.keySet());
    names.addAll(byName.keySet());
    names.addAll(aliases.keySet());
    return names;
  }

  /** The model listed under exactly this name, in lower case. */
  @Nullable Found listed(String name, Instant at) {
    Alias alias = aliases.get(name);
    if (alias != null && !at.isBefore(alias.from())) {
      return new Found(id, alias.model(), "alias");
    }
    ModelPrice model = byId.get(name);
    if (model != null) {
      return new Found(id, model, "exact");
    }
    model = byName.get(name);
    return model == null ? null : new Found(id, model, "alias");
  }

  /** The model one of whose rules knows this name, in lower case. */
  @Nullable Found patterned(String name) {
    for (ModelPrice model : patterned) {
      if (model.matches(name)) {
        return new Found(id, model, "pattern");
      }
    }
    return null;
  }

  /**
   * The model of a dated name whose date nobody listed. Only where the undated name is listed, and
   * no other dated name of it costs something else: a new snapshot may be the one that differs.
   */
  @Nullable Found dateStripped(String name, Instant at) {
    Matcher date = DATE.matcher(name);
    if (!date.find()) {
      return null;
    }
    String undated = name.substring(0, date.start());
    Found base = listed(undated, at);
    if (base == null
        || !siblingsAgree(byId, undated, base.model())
        || !siblingsAgree(byName, undated, base.model())) {
      return null;
    }
    return new Found(id, base.model(), "date-stripped");
  }

  private static boolean siblingsAgree(
      Map<String, ModelPrice> names, String undated, ModelPrice base) {
    for (Map.Entry<String, ModelPrice> entry : names.entrySet()) {
      String name = entry.getKey();
      if (name.startsWith(undated)
          && DATE.matcher(name.substring(undated.length())).matches()
          && !entry.getValue().periods().equals(base.periods())) {
        return false;
      }
    }
    return true;
  }
}
