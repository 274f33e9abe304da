// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

import org.jspecify.annotations.Nullable;

/**
 * What keeps the answers of a cache apart beyond the credential.
 *
 * @param attribute of the call; {@code null} for a header
 * @param header of the request, in lower case; {@code null} for an attribute
 */
public record Narrowing(@Nullable CallAttribute attribute, @Nullable String header) {

  /** As it is written. */
  @Override
  public String toString() {
    return attribute == null ? "header." + header : attribute.toString();
  }
}
