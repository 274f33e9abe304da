// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

/** {@code provider/model}; what follows the first slash is the model. */
final class ModelNameType extends ValueType<ModelName> {

  @Override
  String name() {
    return "model";
  }

  @Override
  String accepted() {
    return "provider/model, for instance openai/gpt-4o";
  }

  @Override
  ModelName parse(String text) throws BadValueException {
    int slash = text.indexOf('/');
    if (slash <= 0 || slash == text.length() - 1) {
      throw new BadValueException("");
    }
    return new ModelName(text.substring(0, slash), text.substring(slash + 1));
  }
}
