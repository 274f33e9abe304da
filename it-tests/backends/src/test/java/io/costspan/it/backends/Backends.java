// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.it.backends;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/** A collector, a Jaeger and a Prometheus, wired by the very files users are given. */
final class Backends implements AutoCloseable {
  private static final Path CONFIG =
      Path.of(System.getProperty("costspan.root"), "otel-collector-config");

  private final Network network = Network.newNetwork();
  private final GenericContainer<?> jaeger =
      container("jaeger")
          .withNetworkAliases("jaeger")
          .withExposedPorts(16686)
          .waitingFor(Wait.forHttp("/api/services").forPort(16686));
  private final GenericContainer<?> collector =
      container("collector")
          .withNetworkAliases("collector")
          .withExposedPorts(4318, 8889, 13133)
          .withCopyFileToContainer(file("collector.yaml"), "/etc/otelcol/config.yaml")
          .withCommand("--config=/etc/otelcol/config.yaml")
          .waitingFor(Wait.forHttp("/").forPort(13133));
  private final GenericContainer<?> prometheus =
      container("prometheus")
          .withExposedPorts(9090)
          .withCopyFileToContainer(
              file("prometheus/prometheus.yaml"), "/etc/prometheus/prometheus.yaml")
          .withCopyFileToContainer(file("prometheus/alerts.yaml"), "/etc/prometheus/alerts.yaml")
          .withCommand(
              "--config.file=/etc/prometheus/prometheus.yaml", "--storage.tsdb.path=/prometheus")
          .waitingFor(Wait.forHttp("/-/ready").forPort(9090));

  /** Starts all three. */
  static Backends start() {
    Backends backends = new Backends();
    for (GenericContainer<?> container : backends.all()) {
      container.start();
    }
    return backends;
  }

  /** The OTLP endpoint the agent sends to. */
  String otlp() {
    return url(collector, 4318);
  }

  Jaeger jaeger() {
    return new Jaeger(url(jaeger, 16686));
  }

  Prometheus prometheus() {
    return new Prometheus(url(prometheus, 9090));
  }

  @Override
  public void close() {
    all().forEach(GenericContainer::stop);
    network.close();
  }

  private List<GenericContainer<?>> all() {
    return List.of(jaeger, collector, prometheus);
  }

  private GenericContainer<?> container(String name) {
    String image = System.getProperty("test." + name + "-image");
    return new GenericContainer<>(DockerImageName.parse(image))
        .withNetwork(network)
        .withLabel("io.costspan.test", name)
        .withStartupTimeout(Duration.ofMinutes(2));
  }

  private static MountableFile file(String name) {
    return MountableFile.forHostPath(CONFIG.resolve(name));
  }

  private static String url(GenericContainer<?> container, int port) {
    return "http://" + container.getHost() + ":" + container.getMappedPort(port);
  }
}
