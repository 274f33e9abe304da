// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The contract between an HTTP client's glue and the engine: what a call is asked before it leaves,
 * and what it is told as its answer arrives. JDK types only. These classes live in costspan's
 * isolated loader; the glue loaders beside an application's HTTP client delegate this one package
 * to it, so both sides see the same types. Nothing here may touch a client's types, the engine, or
 * any library.
 */
@NullMarked
package io.costspan.contract;

import org.jspecify.annotations.NullMarked;
