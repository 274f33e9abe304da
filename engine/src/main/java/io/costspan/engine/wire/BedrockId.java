// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire;

import java.util.regex.Pattern;

/** How Bedrock names what it invokes. Loaded only for hosts that nobody knows. */
final class BedrockId {

  /** A vendor's model, with the region before it where it has one; or a resource's whole name. */
  private static final Pattern FORM =
      Pattern.compile("(?:[a-z][a-z-]*\\.)?[a-z][a-z0-9]+\\.[a-z].*|arn:aws[a-z-]*:bedrock:.*");

  private BedrockId() {}

  static boolean plausible(String model) {
    return FORM.matcher(model).matches();
  }
}
