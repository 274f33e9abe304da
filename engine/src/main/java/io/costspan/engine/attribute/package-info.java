// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Who a call belongs to: the application's own trace, and the tags that its user has named. Lives in
 * costspan's isolated loader and looks into the application only by reflection, holding its class
 * loaders weakly; runs on the application's threads, for paid calls only.
 */
@NullMarked
package io.costspan.engine.attribute;

import org.jspecify.annotations.NullMarked;
