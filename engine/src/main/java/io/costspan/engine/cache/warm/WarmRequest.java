// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache.warm;

import java.net.URI;
import java.util.Map;

/**
 * A request to be made.
 *
 * @param line where it stands in its file, from 1 on
 * @param url absolute, http or https
 * @param headers those that the client does not set itself
 * @param body as it is sent, in UTF-8
 */
record WarmRequest(int line, URI url, Map<String, String> headers, String body) {
  /** The method of all of them: no other is cached. */
  static final String METHOD = "POST";
}
