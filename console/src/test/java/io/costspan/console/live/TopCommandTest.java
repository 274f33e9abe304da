// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.console.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TopCommandTest {

  @Test
  void commandsOnlyATerminalThatUnderstandsThem() {
    assertThat(TopCommand.redraw("dumb")).isEmpty();
    assertThat(TopCommand.redraw("xterm-256color")).startsWith("\033[");
    assertThat(TopCommand.redraw(null)).as("Windows says nothing").startsWith("\033[");
  }
}
