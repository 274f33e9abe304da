// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * OkHttp 3.0 to 5.x: client types to contract and back, by an application interceptor that is the
 * last one of every client.
 *
 * <p>Defined in a glue loader, once per {@code okhttp3.OkHttpClient} class of the application. Its
 * parent is the loader of that class, so {@code okhttp3} and {@code okio} are the application's
 * own; {@code io.costspan.contract} and {@code io.costspan.log} come from the isolated loader.
 * Compiled against OkHttp 3.0.0 and okio 1.6.0: what came later is reached through {@link
 * io.costspan.instrumentation.okhttp.LaterMethods} only. May use the JDK, OkHttp, okio and those
 * two packages, nothing else; must keep nothing alive that outlives the application's client.
 */
@NullMarked
package io.costspan.instrumentation.okhttp;

import org.jspecify.annotations.NullMarked;
