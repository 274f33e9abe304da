// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

/**
 * Something said in the settings that could not be understood.
 *
 * @param key the key as said, with the prefix where it has one
 * @param origin where it was said
 * @param message the whole line for the user: key, place, what is accepted, the nearest match, what
 *     is used instead
 */
public record Problem(String key, Origin origin, String message) {

  @Override
  public String toString() {
    return message;
  }
}
