// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The template of the one class of ours that lives in {@code java.base}, as {@code
 * java.lang.CostspanBridge}. Kept as a class file behind the isolated loader and defined, renamed,
 * by the boot loader; it may touch {@code java.lang} and {@code java.util} only.
 */
@NullMarked
package io.costspan.agent.bridge;

import org.jspecify.annotations.NullMarked;
