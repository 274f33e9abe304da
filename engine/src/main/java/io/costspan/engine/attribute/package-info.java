// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Who a call belongs to: for now, the application's own trace. Lives in costspan's isolated loader
 * and looks into the application only by reflection, holding its class loaders weakly; runs on the
 * application's threads, for paid calls only.
 */
@NullMarked
package io.costspan.engine.attribute;

import org.jspecify.annotations.NullMarked;
