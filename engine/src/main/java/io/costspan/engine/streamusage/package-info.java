// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Asks for the usage of a stream that would carry none, on the application's behalf, and takes the
 * answer to that question out of the stream again: which calls are asked, the edit of the request's
 * bytes, the filter of the answer's. Runs on the application's threads, in bounded memory. Lives in
 * costspan's isolated loader; may touch {@code wire}, {@code config}, the agent's log and the
 * contract.
 */
@NullMarked
package io.costspan.engine.streamusage;

import org.jspecify.annotations.NullMarked;
