// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the packaged jar holds, and what it must not hold. */
class PackagedJarIT {
  private static final long LARGEST = 8 * 1024 * 1024;
  private static final String CLASSDATA = ".classdata";

  private final File file = new File("target/costspan.jar");
  private JarFile jar;

  @BeforeEach
  void open() throws IOException {
    jar = new JarFile(file);
  }

  @AfterEach
  void close() throws IOException {
    jar.close();
  }

  @Test
  void isSmall() {
    assertThat(file.length()).isLessThanOrEqualTo(LARGEST);
  }

  @Test
  void theRootHoldsOurBootstrapClassesOnly() {
    assertThat(names())
        .filteredOn(name -> !name.startsWith("inst/") && !name.startsWith("META-INF/"))
        .containsExactly(
            "io/costspan/agent/AgentStart.class",
            "io/costspan/agent/CostspanAgent.class",
            "io/costspan/agent/IsolatedLoader.class",
            "io/costspan/agent/QuietClasses.class",
            "io/costspan/agent/StandDown.class",
            "io/costspan/agent/TargetTransformer.class");
  }

  @Test
  void theManifestMakesItAnAgent() throws IOException {
    Attributes manifest = jar.getManifest().getMainAttributes();

    assertThat(manifest.getValue("Premain-Class")).isEqualTo("io.costspan.agent.CostspanAgent");
    assertThat(manifest.getValue("Agent-Class")).isEqualTo("io.costspan.agent.CostspanAgent");
    assertThat(manifest.getValue("Can-Redefine-Classes")).isEqualTo("true");
    assertThat(manifest.getValue("Can-Retransform-Classes")).isEqualTo("true");
    assertThat(manifest.getValue("Implementation-Title")).isEqualTo("costspan");
    assertThat(manifest.getValue("Implementation-Version")).matches("\\d+\\.\\d+\\.\\d+.*");
    // both would change what the application's JVM loads
    assertThat(manifest.getValue("Boot-Class-Path")).isNull();
    assertThat(manifest.getValue("Multi-Release")).isNull();
    assertThat(manifest.getValue("Class-Path")).isNull();
  }

  @Test
  void everyPackageIsOneWeChose() {
    Set<String> libraries = new TreeSet<>();
    for (String name : names(CLASSDATA)) {
      libraries.add(name.replaceAll("^inst/([^/]+/[^/]+)/.*$", "$1"));
    }
    assertThat(libraries)
        .isSubsetOf(
            "com/fasterxml",
            "com/github",
            "com/knuddels",
            "io/costspan",
            "io/opentelemetry",
            "org/brotli",
            "org/objectweb",
            "org/snakeyaml",
            "org/yaml")
        .contains("io/costspan", "org/brotli", "org/objectweb", "com/fasterxml");
  }

  @Test
  void nothingNativeSignedOrModular() {
    assertThat(names())
        .noneMatch(name -> name.matches(".*\\.(so|dll|dylib|jnilib|jar|SF|RSA|DSA|EC)"))
        .noneMatch(name -> name.contains("module-info"))
        .noneMatch(name -> name.contains("META-INF/versions"))
        .noneMatch(name -> name.contains("META-INF/maven"))
        .noneMatch(name -> name.startsWith("inst/") && name.endsWith(".class"))
        .noneMatch(name -> name.contains("okhttp3/") || name.contains("/kotlin/"));
  }

  @Test
  void onlyThePremainClassIsForOlderJava() throws IOException {
    assertThat(classFileVersion("io/costspan/agent/CostspanAgent.class")).isEqualTo(52);
    assertThat(classFileVersion("io/costspan/agent/AgentStart.class")).isEqualTo(61);
    for (String name : names(CLASSDATA)) {
      assertThat(classFileVersion(name)).as(name).isLessThanOrEqualTo(61);
      if (name.startsWith("inst/io/costspan/")) {
        assertThat(classFileVersion(name)).as(name).isEqualTo(61);
      }
    }
  }

  @Test
  void everyServiceHasItsProviders() throws IOException {
    for (String name : names()) {
      if (name.startsWith("inst/META-INF/services/") && !name.endsWith("/")) {
        for (String line : text(name).split("\n", -1)) {
          String provider = line.replaceFirst("#.*", "").strip();
          if (!provider.isEmpty()) {
            assertThat(jar.getEntry("inst/" + provider.replace('.', '/') + CLASSDATA))
                .as(name + " names " + provider)
                .isNotNull();
          }
        }
      }
    }
  }

  @Test
  void nothingLogsThroughTheApplicationsLogManager() throws IOException {
    List<String> logging = new ArrayList<>();
    for (String name : names(CLASSDATA)) {
      if (new String(bytes(name), StandardCharsets.ISO_8859_1)
          .contains("java/util/logging/Logger")) {
        logging.add(name);
      }
    }
    assertThat(logging).isEmpty();
  }

  @Test
  void carriesTheLicencesOfWhatItHolds() throws IOException {
    assertThat(text("META-INF/LICENSE")).contains("Apache License");
    assertThat(text("META-INF/NOTICE"))
        .contains("ASM", "Caffeine", "Jackson", "JTokkit", "OpenTelemetry");
  }

  @Test
  void holdsTheEncodingsThatAreCountedBy() {
    assertThat(names(".tiktoken"))
        .containsExactly(
            "inst/com/knuddels/jtokkit/cl100k_base.tiktoken",
            "inst/com/knuddels/jtokkit/o200k_base.tiktoken");
  }

  @Test
  void isReproducible() {
    // sorted, and one time stamp for all but the manifest's two entries, which come first
    List<String> order = new ArrayList<>();
    Set<Long> times = new TreeSet<>();
    jar.stream()
        .skip(2)
        .forEach(
            entry -> {
              order.add(entry.getName());
              times.add(entry.getTime());
            });
    assertThat(order).isSorted();
    assertThat(times).hasSize(1);
  }

  private List<String> names() {
    return names("");
  }

  private List<String> names(String ending) {
    return jar.stream()
        .map(JarEntry::getName)
        .filter(name -> !name.endsWith("/") && name.endsWith(ending))
        .toList();
  }

  private int classFileVersion(String name) throws IOException {
    try (DataInputStream data = new DataInputStream(jar.getInputStream(jar.getEntry(name)))) {
      data.readInt();
      data.readUnsignedShort();
      return data.readUnsignedShort();
    }
  }

  private String text(String name) throws IOException {
    return new String(bytes(name), StandardCharsets.UTF_8);
  }

  private byte[] bytes(String name) throws IOException {
    return jar.getInputStream(jar.getEntry(name)).readAllBytes();
  }
}
