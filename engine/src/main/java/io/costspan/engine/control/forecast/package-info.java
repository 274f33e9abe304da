// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What calls may come to before they are sent, by what calls of their kind have used before. Lives
 * in costspan's isolated loader, loaded only where a rule needs forecasts; asked on the
 * application's threads, where it waits for nothing; learns on the thread that settles. Touches
 * {@code passage}, {@code meter}, {@code price} and {@code usage}.
 */
@NullMarked
package io.costspan.engine.control.forecast;

import org.jspecify.annotations.NullMarked;
