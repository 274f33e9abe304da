// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.agent.install;

import io.costspan.agent.engine.Client;
import io.costspan.agent.engine.EngineAssembly;
import io.costspan.agent.route.HttpClientRoute;
import io.costspan.agent.route.LazyGate;
import io.costspan.agent.route.OkHttpRoute;
import io.costspan.log.AgentLog;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/**
 * The isolated half of the agent, made when the first HTTP client class is seen: opens the JDK's
 * doors, defines the bridge, and from then on edits the classes it is given. Whoever calls {@link
 * #transform} may hold a class loader's lock, so nothing here waits for another thread's work.
 */
public final class Installer implements ClassFileTransformer {
  private final @Nullable Bridge bridge;
  private final EngineAssembly engine;
  private boolean httpConnected;
  private boolean okHttpConnected;

  /** Called by reflection, once, from the class loading that wants the first edit. */
  public Installer(Instrumentation instrumentation, @Nullable String arguments) throws Exception {
    JdkDoors.open(instrumentation);
    engine = new EngineAssembly(arguments);
    bridge = JdkDoors.archiveIsDumped() ? null : new Bridge();
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      String name,
      @Nullable Class<?> before,
      @Nullable ProtectionDomain domain,
      byte[] bytes) {
    if (bridge == null || loader == Installer.class.getClassLoader()) {
      return null;
    }
    try {
      connect(bridge, name);
      return ClassEdits.edit(name, bytes, before != null);
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      AgentLog.warn("cannot edit " + name.replace('/', '.') + ", its calls are not seen", e);
      return null;
    }
  }

  /** Connects what the edited class will call, and has the engine come up meanwhile. */
  private synchronized void connect(Bridge to, String name) throws ReflectiveOperationException {
    if (!httpConnected && !okHttpConnected) {
      engine.warm();
    }
    if (name.equals(ClassEdits.HTTP_CLIENT) && !httpConnected) {
      to.connect(new HttpClientRoute(new LazyGate(engine, Client.HTTP_CLIENT)));
      httpConnected = true;
    }
    if (name.equals(ClassEdits.OK_HTTP_CLIENT) && !okHttpConnected) {
      to.connect(new OkHttpRoute(new LazyGate(engine, Client.OK_HTTP)));
      okHttpConnected = true;
    }
  }
}
