// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.management.MBeanException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

class JmxBoardTest {

  @Test
  void sectionsAreAttributesAndOperationsAreOperations() throws Exception {
    Board board = new Board();
    board.show("breakers", () -> List.of(Map.of("state", "open")));
    board.offer(
        new Operation(
            "override",
            "Adds to a budget.",
            List.of("budget", "amount", "until"),
            2,
            (arguments, who) ->
                arguments.get("budget") + " " + arguments.get("amount") + " " + who));
    new JmxBoard(board).register();
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    ObjectName name = new ObjectName("io.costspan:type=Board");
    try {
      assertThat(server.getAttribute(name, "breakers")).isEqualTo("[{\"state\":\"open\"}]");
      assertThat(
              server.invoke(
                  name,
                  "override",
                  new Object[] {"daily", "10 USD", ""},
                  new String[] {"java.lang.String", "java.lang.String", "java.lang.String"}))
          .isEqualTo("daily 10 USD JMX");
      assertThatThrownBy(() -> server.invoke(name, "override", new Object[0], new String[0]))
          .isInstanceOf(MBeanException.class)
          .hasRootCauseMessage("override needs \"budget\"");
      assertThat(server.getMBeanInfo(name).getOperations()).hasSize(1);
    } finally {
      server.unregisterMBean(name);
    }
  }

  @Test
  void whatIsTheOwnersAloneIsNeitherShownNorDone() {
    List<String> done = new ArrayList<>();
    Board board = new Board();
    board.offer(
        new Operation(
            "warm",
            "Reads a file.",
            List.of("file"),
            1,
            Operation.Reach.OWNER,
            (arguments, who) -> {
              done.add(arguments.get("file"));
              return "done";
            }));
    JmxBoard bean = new JmxBoard(board);
    assertThat(bean.getMBeanInfo().getOperations()).isEmpty();
    assertThatThrownBy(
            () ->
                bean.invoke(
                    "warm", new Object[] {"/etc/hosts"}, new String[] {String.class.getName()}))
        .isInstanceOf(MBeanException.class)
        .hasRootCauseMessage("warm is not done over JMX: ask for it by costspan-console");
    assertThat(done).isEmpty();
    assertThat(board.perform("warm", Map.of("file", "/mine"), "me")).isEqualTo("done");
  }
}
