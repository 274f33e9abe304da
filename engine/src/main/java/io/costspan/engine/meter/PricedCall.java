// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.meter;

import io.costspan.engine.price.Cost;

/** A finished call and what it costs. */
public record PricedCall(CallRecord call, Cost cost) {}
