// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What the application gets in place of an answer when a rule stops its call: an error in the shape
 * of the provider it asked, so that its SDK throws what it throws for that provider's own errors.
 * Lives in costspan's isolated loader; touches {@code passage}, {@code wire}, {@code config} and
 * the contract. Loaded with the first refusal, except for its options.
 */
@NullMarked
package io.costspan.engine.control.refusal;

import org.jspecify.annotations.NullMarked;
