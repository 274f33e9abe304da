// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control;

import io.costspan.engine.config.Section;
import io.costspan.engine.config.Setting;
import io.costspan.engine.config.Settings;
import io.costspan.log.AgentLog;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A room that is made when the first rule of its kind is set, so that nobody pays for what they do
 * not use. For one thread at a time.
 */
final class Door {
  private final Setting<Map<String, Section>> kind;
  private final Function<Settings, Room> maker;
  private @Nullable Room room;

  /**
   * @param kind the rules of the room
   * @param maker makes the room, without rules yet
   */
  Door(Setting<Map<String, Section>> kind, Function<Settings, Room> maker) {
    this.kind = kind;
    this.maker = maker;
  }

  Setting<Map<String, Section>> kind() {
    return kind;
  }

  /**
   * The room with the rules of these settings; {@code null} when it has none. One that fails is
   * left out, loudly: the other rooms hold, and calls go on.
   */
  @Nullable Room open(Settings settings) {
    try {
      return opened(settings);
    } catch (RuntimeException | LinkageError e) {
      AgentLog.warn(kind + " NOT in force, by a fault of costspan's own", e);
      return null;
    }
  }

  private @Nullable Room opened(Settings settings) {
    boolean empty = settings.get(kind).isEmpty();
    Room known = room;
    if (known == null) {
      if (empty) {
        return null;
      }
      known = maker.apply(settings);
      room = known;
    }
    known.rules(settings);
    return empty ? null : known;
  }
}
