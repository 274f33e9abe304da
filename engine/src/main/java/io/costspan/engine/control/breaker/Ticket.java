// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.breaker;

/** Of a call that a circuit let pass. Known by its identity. */
final class Ticket {}
