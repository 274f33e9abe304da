// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.passage;

import io.costspan.engine.wire.Endpoint;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A call as its address and its headers tell it, on its caller's thread.
 *
 * @param method the HTTP method, upper case
 * @param url the whole URL
 * @param header the first value of a request header, the name compared without case
 * @param headers every request header, name and value as they are
 * @param traceId 32 hex digits of the trace that the application's caller started; {@code null}
 *     when the call is in none
 * @param who the caller, before the model is known
 */
public record Arrival(
    Endpoint endpoint,
    String method,
    String url,
    Function<String, @Nullable String> header,
    Consumer<BiConsumer<String, String>> headers,
    @Nullable String traceId,
    Subject who) {}
