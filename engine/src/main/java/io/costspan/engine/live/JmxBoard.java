// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.live;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanException;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * The board as an MBean, {@code io.costspan:type=Board}: an attribute a section, as JSON text, and
 * its operations, but for those that are the owner's alone. Made after the first call only, so that
 * the application has chosen its MBean server by then.
 */
public final class JmxBoard implements DynamicMBean {
  private static final String TEXT = String.class.getName();

  private final Board board;

  /** The board as JMX shows it. */
  public JmxBoard(Board board) {
    this.board = board;
  }

  /** Registers it with the platform's MBean server. */
  public void register() throws JMException {
    ManagementFactory.getPlatformMBeanServer()
        .registerMBean(this, new ObjectName("io.costspan:type=Board"));
  }

  @Override
  public MBeanInfo getMBeanInfo() {
    List<MBeanAttributeInfo> attributes = new ArrayList<>();
    for (String section : board.sections()) {
      attributes.add(
          new MBeanAttributeInfo(section, TEXT, section + ", as JSON", true, false, false));
    }
    List<MBeanOperationInfo> operations = new ArrayList<>();
    for (Operation operation : operations()) {
      MBeanParameterInfo[] parameters =
          operation.arguments().stream()
              .map(name -> new MBeanParameterInfo(name, TEXT, name + "; empty for none"))
              .toArray(MBeanParameterInfo[]::new);
      operations.add(
          new MBeanOperationInfo(
              operation.name(),
              operation.description(),
              parameters,
              TEXT,
              MBeanOperationInfo.ACTION));
    }
    return new MBeanInfo(
        getClass().getName(),
        "What costspan does in this JVM",
        attributes.toArray(MBeanAttributeInfo[]::new),
        null,
        operations.toArray(MBeanOperationInfo[]::new),
        null);
  }

  @Override
  public Object getAttribute(String name) throws AttributeNotFoundException, MBeanException {
    if (!board.sections().contains(name)) {
      throw new AttributeNotFoundException(name);
    }
    try {
      return new String(LiveJson.write(board.rows(name)), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new MBeanException(e);
    }
  }

  @Override
  public void setAttribute(Attribute attribute) throws AttributeNotFoundException {
    throw new AttributeNotFoundException(attribute.getName() + " cannot be set");
  }

  @Override
  public AttributeList getAttributes(String[] names) {
    AttributeList values = new AttributeList();
    for (String name : names) {
      try {
        values.add(new Attribute(name, getAttribute(name)));
      } catch (AttributeNotFoundException | MBeanException missing) {
        // left out, as the interface asks for
      }
    }
    return values;
  }

  @Override
  public AttributeList setAttributes(AttributeList attributes) {
    return new AttributeList();
  }

  @Override
  public Object invoke(String name, Object @Nullable [] values, String @Nullable [] signature)
      throws MBeanException {
    Map<String, String> arguments = new LinkedHashMap<>();
    for (Operation operation : board.operations()) {
      if (operation.name().equals(name) && operation.reach() == Operation.Reach.OWNER) {
        throw new MBeanException(
            new IllegalArgumentException(
                name + " is not done over JMX: ask for it by costspan-console"));
      }
      for (int i = 0; operation.name().equals(name) && values != null && i < values.length; i++) {
        if (values[i] != null && !String.valueOf(values[i]).isBlank()) {
          arguments.put(operation.arguments().get(i), String.valueOf(values[i]));
        }
      }
    }
    try {
      return board.perform(name, arguments, "JMX");
    } catch (RuntimeException refused) {
      // the asking side does not know our classes
      throw new MBeanException(new IllegalArgumentException(refused.getMessage()));
    }
  }

  private List<Operation> operations() {
    return board.operations().stream()
        .filter(operation -> operation.reach() == Operation.Reach.ANYONE)
        .toList();
  }
}
