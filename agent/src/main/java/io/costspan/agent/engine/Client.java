// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.agent.engine;

import io.costspan.engine.config.Setting;
import io.costspan.engine.config.SettingsCatalogue;

/** The HTTP clients that can be watched. */
public enum Client {
  HTTP_CLIENT,
  OK_HTTP;

  /** The setting that switches watching it on or off. */
  Setting<Boolean> enabled() {
    return switch (this) {
      case HTTP_CLIENT -> SettingsCatalogue.HTTPCLIENT_ENABLED;
      case OK_HTTP -> SettingsCatalogue.OKHTTP_ENABLED;
    };
  }
}
