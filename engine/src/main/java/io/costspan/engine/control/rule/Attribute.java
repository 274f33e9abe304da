// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.rule;

import io.costspan.engine.config.CallAttribute;
import io.costspan.engine.passage.Subject;
import org.jspecify.annotations.Nullable;

/** Reads from a call what rules may ask about it. */
record Attribute(CallAttribute which) {

  /** What the call says of it; {@code null} when it says nothing. */
  @Nullable String of(Subject subject) {
    return switch (which.kind()) {
      case PROVIDER -> subject.provider();
      case MODEL -> subject.model();
      case OPERATION -> subject.operation();
      case HOST -> subject.host();
      case SERVICE -> subject.service();
      case KEY -> subject.key();
      case TAG -> subject.tags().get(which.tag());
    };
  }

  boolean isModel() {
    return which.kind() == CallAttribute.Kind.MODEL;
  }

  /**
   * What providers and networks write in either case, they mean alike; a user's own names differ.
   */
  boolean anyCase() {
    return which.kind().anyCase();
  }

  /** Whether every call has one, if perhaps one that is not known. */
  boolean everyCallHasOne() {
    return which.kind() != CallAttribute.Kind.TAG && which.kind() != CallAttribute.Kind.KEY;
  }

  @Override
  public String toString() {
    return which.toString();
  }
}
