// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.meter;

import io.costspan.engine.passage.Arrival;
import io.costspan.engine.passage.Asked;

/**
 * A call as the controls would be told of it. For one thread at a time.
 *
 * @param arrival its address and headers
 * @param asked its body
 */
public record Rehearsal(Arrival arrival, Asked asked) {}
