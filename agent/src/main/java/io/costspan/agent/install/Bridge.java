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
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.SimpleRemapper;

/**
 * Puts the bridge class into {@code java.base} and connects it. Appending a jar to the boot class
 * path would do as well, but makes the JVM print a warning and drop the application's class-data
 * archive.
 */
final class Bridge {
  /** The bridge's internal name, as edited code calls it. */
  static final String NAME = "java/lang/CostspanBridge";

  private final Class<?> bridge;

  /** Defines the bridge. Once a JVM; needs {@link JdkDoors} open. */
  Bridge() throws IOException, IllegalAccessException {
    bridge =
        MethodHandles.privateLookupIn(Object.class, MethodHandles.lookup())
            .defineClass(renamed(template()));
  }

  void connect(HttpClientRoute route) throws ReflectiveOperationException {
    bridge
        .getMethod("connectHttpClient", MethodHandle.class, MethodHandle.class)
        .invoke(null, route.enter(), route.exit());
  }

  void connect(OkHttpRoute route) throws ReflectiveOperationException {
    bridge
        .getMethod("connectOkHttp", MethodHandle.class, MethodHandle.class, MethodHandle.class)
        .invoke(null, route.built(), route.interceptors(), route.call());
  }

  /** The bridge's class file under its final name. */
  static byte[] renamed(byte[] template) {
    ClassWriter writer = new ClassWriter(0);
    String from = CostspanBridge.class.getName().replace('.', '/');
    new ClassReader(template)
        .accept(
            new ClassRemapper(writer, new SimpleRemapper(Opcodes.ASM9, from, NAME)),
            ClassReader.SKIP_DEBUG);
    return writer.toByteArray();
  }

  static byte[] template() throws IOException {
    String path = CostspanBridge.class.getName().replace('.', '/') + ".class";
    try (InputStream in = Bridge.class.getClassLoader().getResourceAsStream(path)) {
      if (in == null) {
        throw new IOException(path + " is missing");
      }
      return in.readAllBytes();
    }
  }
}
