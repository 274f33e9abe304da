// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.simulator.provider;

/**
 * The usage an answer states, in totals as billed. Each dialect subtracts what its own format
 * leaves out of a number.
 *
 * @param input all input tokens, cached and written ones included
 * @param output all output tokens, reasoning included
 * @param cached input tokens read from a cache
 * @param written input tokens written to a cache for five minutes
 * @param reasoning output tokens spent on reasoning
 */
public record Tokens(long input, long output, long cached, long written, long reasoning) {

  long fresh() {
    return input - cached - written;
  }

  long total() {
    return input + output;
  }
}
