// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.benchmarks.forked;

/** Says hello. */
final class Hello {

  private Hello() {}

  @SuppressWarnings("SystemOut") // that is all it does
  public static void main(String[] args) {
    System.out.println("hello");
  }
}
