// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What rules may ask about a call: {@code provider}, {@code model}, {@code operation}, {@code
 * host}, {@code service}, {@code key} or {@code tag.<name>}.
 *
 * @param kind which
 * @param tag the tag's name; empty for anything but a tag
 */
public record CallAttribute(Kind kind, String tag) {
  private static final String TAG = "tag.";

  /** The kinds there are. */
  public enum Kind {
    /** Provider id. */
    PROVIDER(true),
    /** The model asked for. */
    MODEL(true),
    /** The operation's name in OpenTelemetry's GenAI conventions. */
    OPERATION(true),
    /** The host called. */
    HOST(true),
    /** The application's name. */
    SERVICE(false),
    /** Fingerprint of the API key, hex digits. */
    KEY(true),
    /** One of the user's own tags. */
    TAG(false);

    private final boolean anyCase;

    Kind(boolean anyCase) {
      this.anyCase = anyCase;
    }

    /** Whether upper and lower case are one. */
    public boolean anyCase() {
      return anyCase;
    }
  }

  /** The attribute of a name; {@code null} when there is none. */
  public static @Nullable CallAttribute of(String name) {
    if (name.startsWith(TAG)) {
      String tag = name.substring(TAG.length());
      return tag.isEmpty() ? null : new CallAttribute(Kind.TAG, tag);
    }
    for (Kind kind : Kind.values()) {
      if (kind != Kind.TAG && word(kind).equals(name)) {
        return new CallAttribute(kind, "");
      }
    }
    return null;
  }

  /** The names there are, the last one with a place for the tag's name. */
  static List<String> names() {
    List<String> names = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      names.add(kind == Kind.TAG ? "tag.NAME" : word(kind));
    }
    return names;
  }

  private static String word(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return kind == Kind.TAG ? TAG + tag : word(kind);
  }
}
