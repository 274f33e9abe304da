// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.contract;

import java.nio.ByteBuffer;

/**
 * Changes a response body on its way to the application, for instance to take out again what was
 * asked for on its behalf. Bytes are never held back longer than needed to tell whether they belong
 * to the application. When a method throws, the glue delivers the bytes it passed in, and
 * everything after them, unchanged.
 */
public interface BodyFilter {

  /** Takes the next bytes from the network and gives those for the application, possibly none. */
  ByteBuffer filter(ByteBuffer bytes);

  /** The body has ended, or broken off; gives what was still held. Called once. */
  ByteBuffer finish();
}
