// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.agent.install;

import io.costspan.agent.bridge.CostspanBridge;
import io.costspan.agent.route.HttpClientRoute;
import io.costspan.agent.route.OkHttpRoute;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.SimpleRemapper;

/**
 * Puts the bridge class into {@code java.base}. Appending a jar to the boot class path would do as
 * well, but makes the JVM print a warning and drop the application's class-data archive.
 */
final class BridgeDefinition {
  /** The bridge's internal name, as edited code calls it. */
  static final String BRIDGE = "java/lang/CostspanBridge";

  private BridgeDefinition() {}

  /** Defines the bridge and connects it. Once a JVM; needs {@link JdkDoors} open. */
  static void define(HttpClientRoute http, OkHttpRoute okHttp)
      throws IOException, ReflectiveOperationException {
    Class<?> bridge =
        MethodHandles.privateLookupIn(Object.class, MethodHandles.lookup())
            .defineClass(renamed(template()));
    bridge
        .getMethod("connectHttpClient", Predicate.class, UnaryOperator.class, Consumer.class)
        .invoke(null, http.wants(), http.enter(), http.exit());
    bridge
        .getMethod("connectOkHttp", Consumer.class, BinaryOperator.class, MethodHandle.class)
        .invoke(null, okHttp.built(), okHttp.interceptors(), okHttp.call());
  }

  /** The bridge's class file under its final name. */
  static byte[] renamed(byte[] template) {
    ClassWriter writer = new ClassWriter(0);
    String from = CostspanBridge.class.getName().replace('.', '/');
    new ClassReader(template)
        .accept(
            new ClassRemapper(writer, new SimpleRemapper(Opcodes.ASM9, from, BRIDGE)),
            ClassReader.SKIP_DEBUG);
    return writer.toByteArray();
  }

  static byte[] template() throws IOException {
    String path = CostspanBridge.class.getName().replace('.', '/') + ".class";
    try (InputStream in = BridgeDefinition.class.getClassLoader().getResourceAsStream(path)) {
      if (in == null) {
        throw new IOException(path + " is missing");
      }
      return in.readAllBytes();
    }
  }
}
