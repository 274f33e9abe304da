// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * From the bytes of a body to JSON documents: content coding, server-sent events, AWS's binary
 * messages, lines of JSON, arrays, one document. Lives in costspan's isolated loader; may touch
 * {@code wire.json}, the Brotli decoder and the JDK.
 */
@NullMarked
package io.costspan.engine.wire.frame;

import org.jspecify.annotations.NullMarked;
