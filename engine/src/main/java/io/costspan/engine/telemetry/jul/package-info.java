// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Stands in for {@code java.util.logging} beneath the OpenTelemetry SDK. Packaging relocates {@code
 * java.util.logging.Logger} in the SDK's classes to {@link
 * io.costspan.engine.telemetry.jul.PatchLogger}, because the first use of the JDK's own class would
 * freeze the application's choice of a {@code LogManager}. {@code java.util.logging.Level} stays
 * the JDK's: it touches no manager. Lives in costspan's isolated loader.
 */
@NullMarked
package io.costspan.engine.telemetry.jul;

import org.jspecify.annotations.NullMarked;
