// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.simulator.provider;

/** Short embedding vectors, exact in binary so that every encoding shows the same numbers. */
final class Vectors {

  private static final int DIMENSIONS = 8;

  private Vectors() {}

  /** The vector of the n-th input. */
  static float[] of(int n) {
    float[] vector = new float[DIMENSIONS];
    for (int i = 0; i < DIMENSIONS; i++) {
      vector[i] = (n + i + 1) / 16f;
    }
    return vector;
  }
}
