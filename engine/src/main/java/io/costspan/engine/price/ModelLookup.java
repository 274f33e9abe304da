// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price;

import io.costspan.engine.price.OverrideLookup.Name;
import io.costspan.engine.price.ProviderBook.Found;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the model a call is charged for, and keeps how. Order: the user's own word for provider and
 * model, for the model alone, the catalogue by the name in the response, by the name in the
 * request. The user's word on the name in the request is none on another model that served.
 */
final class ModelLookup {

  /**
   * What was found.
   *
   * @param model {@code null} when nothing was
   * @param caveat what makes the match approximate, or why there is none
   */
  record Result(@Nullable Found model, @Nullable String caveat) {
    static Result miss(String reason) {
      return new Result(null, reason);
    }
  }

  private static final ModelPrice FREE = new ModelPrice("free", List.of(), List.of(), List.of());

  private static final Pattern LATEST_OR_DATE =
      Pattern.compile("(?:-latest|[-@](?:\\d{4}-\\d{2}-\\d{2}|\\d{8}|\\d{4}|00\\d))$");

  private final PriceBasis basis;
  private final Catalogue catalogue;

  ModelLookup(PriceBasis basis) {
    this.basis = basis;
    this.catalogue = basis.catalogue();
  }

  Result find(PriceQuery query) {
    List<String> names = names(query);
    ProviderRow provider = catalogue.overlay().providers().get(query.provider());
    OverrideLookup word = new OverrideLookup(basis);
    Found own =
        word.isSilent()
            ? null
            : word.find(query.provider(), sayable(query, provider, names), query.at());
    if (own != null) {
      return new Result(own, null);
    }
    if (provider == null) {
      return Result.miss(
          query.provider().endsWith("_compatible") ? "unknown-host" : "unknown-provider");
    }
    if (provider.style() == NamingStyle.LOCAL) {
      return local(provider, names);
    }
    if (names.isEmpty()) {
      return Result.miss("no-model");
    }
    return inCatalogue(query, provider, names);
  }

  /** The names to look for, in order. */
  private List<String> names(PriceQuery query) {
    ProviderRow provider = catalogue.overlay().providers().get(query.provider());
    boolean requestFirst = provider != null && provider.style() == NamingStyle.BEDROCK;
    List<String> names = new ArrayList<>(2);
    add(names, requestFirst ? query.requestModel() : query.responseModel());
    add(names, requestFirst ? query.responseModel() : query.requestModel());
    return names;
  }

  /** The same names, with what the user may say of the call under each. */
  private List<Name> sayable(PriceQuery query, @Nullable ProviderRow provider, List<String> names) {
    List<Name> all = new ArrayList<>(2);
    for (String name : names) {
      all.add(new Name(name));
    }
    if (names.size() == 2
        && names.get(0).equals(query.responseModel())
        && provider != null
        && provider.style() != NamingStyle.LOCAL
        && byName(provider, names.get(0), query.at(), true).model() != null) {
      String asked = names.get(1);
      // a deployment is upgraded, a router chooses: what served is known, and not what was meant;
      // but the price of a name that is the user's own is the user's to say
      boolean priced =
          isVersionOf(asked, names.get(0))
              || byName(provider, asked, query.at(), false).model() == null;
      all.set(1, new Name(asked, priced, false));
    }
    return all;
  }

  private static void add(List<String> names, @Nullable String name) {
    if (name != null && !name.isBlank() && !names.contains(name)) {
      names.add(name);
    }
  }

  static Result local(ProviderRow provider, List<String> names) {
    String name = names.isEmpty() ? "any" : names.get(0);
    if (names.stream().anyMatch(any -> any.endsWith(":cloud") || any.endsWith("-cloud"))) {
      return Result.miss("hosted-by-ollama");
    }
    ModelPrice free = new ModelPrice(name, List.of(), List.of(), List.of());
    return new Result(new Found(provider.book(), free, "local"), null);
  }

  private Result inCatalogue(PriceQuery query, ProviderRow provider, List<String> names) {
    String first = names.get(0);
    boolean served = first.equals(query.responseModel());
    Result result = byName(provider, first, query.at(), served);
    if (result.model() != null || names.size() == 1) {
      return result;
    }
    String other = names.get(1);
    if (served && !mayBeServedAs(provider.style(), other, first)) {
      return result;
    }
    Result second = byName(provider, other, query.at(), true);
    if (second.model() == null) {
      return result;
    }
    boolean opaque = opaque(provider.style(), first) != null;
    String caveat =
        served
            ? "approximate: priced by the model asked for"
            : "approximate: priced by the model that served, whatever its region";
    return new Result(second.model(), opaque ? null : caveat);
  }

  /**
   * Whether the model asked for tells the price of one that served and is not in the catalogue:
   * when the latter looks like another version of it. A router that served something else, or a
   * deployment called as somebody pleased, tells nothing.
   */
  private static boolean mayBeServedAs(NamingStyle style, String asked, String served) {
    return style != NamingStyle.AZURE && isVersionOf(asked, served);
  }

  private static boolean isVersionOf(String asked, String served) {
    String family = LATEST_OR_DATE.matcher(asked.toLowerCase(Locale.ROOT)).replaceFirst("");
    String name = served.toLowerCase(Locale.ROOT);
    // a longer name is a sibling, and its price its own
    return name.startsWith(family)
        && LATEST_OR_DATE.matcher(name.substring(family.length())).replaceFirst("").isEmpty();
  }

  /** Why a name says nothing of the model behind it; {@code null} when it does. */
  private static @Nullable String opaque(NamingStyle style, String name) {
    if (style == NamingStyle.BEDROCK && name.startsWith("arn:")) {
      if (name.contains(":application-inference-profile/")) {
        return "opaque-inference-profile";
      }
      if (name.contains("prompt-router/")) {
        return "opaque-prompt-router";
      }
      if (name.contains(":provisioned-model/") || name.contains(":custom-model")) {
        return "provisioned";
      }
    }
    return null;
  }

  Result byName(ProviderRow provider, String name, Instant at, boolean served) {
    String opaque = opaque(provider.style(), name);
    if (opaque != null) {
      return Result.miss(opaque);
    }
    // a deployment's name counts only where it is a model's, letter by letter
    boolean loosely = served || provider.style() != NamingStyle.AZURE;
    String book = provider.book();
    String lower = name.trim().toLowerCase(Locale.ROOT);
    int colon = lower.lastIndexOf(':');
    if (provider.style() == NamingStyle.OPENROUTER && colon > 0) {
      return variant(book, lower.substring(0, colon), lower.substring(colon + 1), lower, at);
    }
    if (provider.style() == NamingStyle.HUGGINGFACE) {
      if (colon < 0) {
        return Result.miss("provider-not-named");
      }
      book = book + "_" + lower.substring(colon + 1);
      lower = lower.substring(0, colon);
    }
    Found found = lookUp(book, provider.style(), lower, at, loosely);
    return found == null ? Result.miss("unknown-model") : new Result(found, null);
  }

  /** A model at OpenRouter with a word on how it is to be routed. */
  private Result variant(String book, String base, String variant, String name, Instant at) {
    if (variant.equals("free")) {
      return new Result(new Found(book, FREE, "free"), null);
    }
    Found own = catalogue.book(book).listed(name, at);
    if (own != null) {
      return new Result(own, null);
    }
    Found found = lookUp(book, NamingStyle.OPENROUTER, base, at, true);
    return switch (variant) {
      case "thinking" -> found == null ? Result.miss("unknown-model") : new Result(found, null);
      case "online" ->
          found == null
              ? Result.miss("unknown-model")
              : new Result(found, "approximate: without the search fee of ':online'");
      case "nitro", "floor", "exacto" ->
          found == null
              ? Result.miss("unknown-model")
              : new Result(found, "approximate: ':" + variant + "' may be served at another price");
      default -> Result.miss("unknown-model");
    };
  }

  @Nullable Found lookUp(
      String book, NamingStyle style, String written, Instant at, boolean loosely) {
    List<String> names = ModelNames.candidates(style, written);
    Found found = lookUp(catalogue.book(book), names, at, loosely);
    if (found != null) {
      return found;
    }
    for (String other : catalogue.book(book).fallback()) {
      found = lookUp(catalogue.book(other), names, at, loosely);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** The first name counts most: a rule that knows it goes before a listing of the next one. */
  private static @Nullable Found lookUp(
      ProviderBook book, List<String> names, Instant at, boolean loosely) {
    for (String name : names) {
      Found found = book.listed(name, at);
      if (found == null && loosely && !name.startsWith("ft:")) {
        found = book.patterned(name);
      }
      if (found != null) {
        return found;
      }
    }
    if (!loosely) {
      return null;
    }
    for (String name : names) {
      String base = ModelNames.fineTuneBase(name);
      Found found =
          base.startsWith("ft:") ? fineTuned(book, base, at) : book.dateStripped(name, at);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static @Nullable Found fineTuned(ProviderBook book, String base, Instant at) {
    Found found = book.listed(base, at);
    if (found == null) {
      found = book.patterned(base);
    }
    return found == null ? null : new Found(found.book(), found.model(), "fine-tune-base");
  }
}
