// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.conformance.replay;

import java.util.Base64;
import java.util.List;

/**
 * What the child is told to send, a JSON line each.
 *
 * @param index which record this is, from 0
 * @param method the HTTP method
 * @param url the whole URL
 * @param headers name and value pairs
 * @param body in Base64
 */
public record PlannedRequest(
    int index, String method, String url, List<Header> headers, String body) {

  /** The body itself. */
  byte[] bytes() {
    return Base64.getDecoder().decode(body);
  }

  /** One header. */
  public record Header(String name, String value) {}
}
