// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price;

/** How a provider writes the names of models. */
enum NamingStyle {
  /** Names as the catalogue has them. */
  PLAIN,
  /** The name in the request may be a deployment, which says nothing of the model. */
  AZURE,
  /** Ids with a geography in front and a version behind, or whole ARNs; the request's counts. */
  BEDROCK,
  /** Resource paths with the model as their last segment. */
  GOOGLE,
  /** {@code vendor/model:variant}. */
  OPENROUTER,
  /** {@code vendor/model:provider}, priced by that provider. */
  HUGGINGFACE,
  /** Runs on the user's own machines: nobody sends an invoice. */
  LOCAL
}
