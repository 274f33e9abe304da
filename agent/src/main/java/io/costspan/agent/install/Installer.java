// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.agent.install;

import io.costspan.agent.engine.EngineAssembly;
import io.costspan.agent.route.HttpClientRoute;
import io.costspan.agent.route.OkHttpRoute;
import io.costspan.log.AgentLog;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/**
 * The isolated half of the agent, made when the first HTTP client class is seen: opens the JDK's
 * doors, defines the bridge, and from then on edits the classes it is given. Whoever calls {@link
 * #transform} may hold a class loader's lock, so nothing here waits for another thread.
 */
public final class Installer implements ClassFileTransformer {
  private final boolean active;
  private final ClassEdits edits = new ClassEdits();

  /** Called by reflection, once, from the class loading that wants the first edit. */
  public Installer(Instrumentation instrumentation, @Nullable String arguments) throws Exception {
    JdkDoors.open(instrumentation);
    active = !JdkDoors.archiveIsDumped();
    if (active) {
      EngineAssembly engine = new EngineAssembly(arguments);
      BridgeDefinition.define(new HttpClientRoute(engine), new OkHttpRoute(engine));
      engine.warm();
    }
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      String name,
      @Nullable Class<?> before,
      @Nullable ProtectionDomain domain,
      byte[] bytes) {
    if (!active || loader == Installer.class.getClassLoader()) {
      return null;
    }
    try {
      return edits.edit(name, bytes, before != null);
    } catch (RuntimeException | LinkageError e) {
      AgentLog.warn("cannot edit " + name.replace('/', '.') + ", its calls are not seen", e);
      return null;
    }
  }
}
