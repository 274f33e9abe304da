// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.passage;

import io.costspan.contract.BodyTap;
import org.jspecify.annotations.Nullable;

/**
 * What controls want of an answer whose head has arrived.
 *
 * @param tap sees the bytes as the application gets them, and ends before the call does; {@code
 *     null} for none
 * @param instead another answer in its place; {@code null}, the usual case, delivers it
 */
public record Attendance(@Nullable BodyTap tap, Ruling.@Nullable Local instead) {
  /** Nothing. */
  public static final Attendance NONE = new Attendance(null, null);
}
