// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

/**
 * A model of the price catalogue.
 *
 * @param provider the catalogue's provider, for instance {@code openai}
 * @param model the catalogue's model, for instance {@code gpt-4o}; may hold slashes
 */
public record ModelName(String provider, String model) {

  /** As it is written: {@code provider/model}. */
  @Override
  public String toString() {
    return provider + "/" + model;
  }
}
