// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.attribute;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.engine.config.TagSource;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TagReaderTest {
  @TempDir static Path classes;
  private final ClassLoader before = Thread.currentThread().getContextClassLoader();

  @AfterEach
  void restore() {
    Thread.currentThread().setContextClassLoader(before);
  }

  @Test
  void readsTheLoggingContextOfSlf4j() throws IOException {
    try (URLClassLoader application = application("org.slf4j", "MDC", "\"of \" + key")) {
      Thread.currentThread().setContextClassLoader(application);

      assertThat(reader("team", TagSource.Kind.MDC, "squad").ofThread())
          .containsExactly(Map.entry("team", "of squad"));
    }
  }

  @Test
  void readsTheLoggingContextOfLog4jWhereSlf4jSaysNothing() throws IOException {
    try (URLClassLoader slf4j = application("org.slf4j", "MDC", "null");
        URLClassLoader both =
            new URLClassLoader(
                new URL[] {compiled("org.apache.logging.log4j", "ThreadContext", "\"here\"")},
                slf4j)) {
      Thread.currentThread().setContextClassLoader(both);

      assertThat(reader("team", TagSource.Kind.MDC, "squad").ofThread())
          .containsExactly(Map.entry("team", "here"));
    }
  }

  @Test
  void aLoggingContextThatThrowsSaysNothing() throws IOException {
    String body = "boom()";
    try (URLClassLoader application =
        application("org.slf4j", "MDC", body + "; } static String boom() { throw new Error()")) {
      Thread.currentThread().setContextClassLoader(application);

      assertThat(reader("team", TagSource.Kind.MDC, "squad").ofThread()).isEmpty();
    }
  }

  @Test
  void anApplicationWithoutAnyHasNoTags() {
    Thread.currentThread().setContextClassLoader(null);

    assertThat(new TagReader(Map.of("a", new TagSource(TagSource.Kind.MDC, "a")), null).ofThread())
        .isEmpty();
  }

  @Test
  void readsTheBaggageOfTheThread() {
    try (Scope scope = Baggage.builder().put("user.id", "alice").build().makeCurrent()) {
      assertThat(scope).isNotNull();
      assertThat(reader("user", TagSource.Kind.BAGGAGE, "user.id").ofThread())
          .containsExactly(Map.entry("user", "alice"));
    }
    assertThat(reader("user", TagSource.Kind.BAGGAGE, "user.id").ofThread()).isEmpty();
  }

  @Test
  void readsTheBaggageOfTheRequest() {
    TagReader reader = reader("user", TagSource.Kind.BAGGAGE, "user.id");

    assertThat(reader.ofRequest(Map.of("baggage", "a=b;p=1 , user.id = al%69ce%20%C3%BC;x")::get))
        .containsExactly(Map.entry("user", "alice \u00fc"));
    assertThat(reader.ofRequest(Map.of("baggage", "user.ids=x,user.id,=,user.id=")::get)).isEmpty();
    assertThat(reader.ofRequest(Map.of("baggage", "user.id=50%,%4")::get))
        .containsExactly(Map.entry("user", "50%"));
    assertThat(reader.ofRequest(Map.of("baggage", "user.id=x,".repeat(2_000))::get)).isEmpty();
  }

  @Test
  void readsHeaders() {
    TagReader reader = reader("tenant", TagSource.Kind.HEADER, "x-tenant");

    assertThat(reader.ofRequest(Map.of("x-tenant", " acme ")::get))
        .containsExactly(Map.entry("tenant", "acme"));
    assertThat(reader.ofRequest(Map.of("x-tenant", " ")::get)).isEmpty();
    assertThat(reader.ofThread()).isEmpty();
  }

  @Test
  void asksOnlyWhereATagIsSaidToBe() {
    AtomicInteger asked = new AtomicInteger();

    assertThat(
            reader("team", TagSource.Kind.MDC, "team")
                .ofRequest(
                    name -> {
                      asked.incrementAndGet();
                      return "x";
                    }))
        .isEmpty();
    assertThat(asked).hasValue(0);
  }

  @Test
  void longValuesStayApart() {
    TagReader reader = reader("tenant", TagSource.Kind.HEADER, "t");
    String a = reader.ofRequest(Map.of("t", "x".repeat(9_000) + "a")::get).get("tenant");
    String b = reader.ofRequest(Map.of("t", "x".repeat(9_000) + "b")::get).get("tenant");

    assertThat(Set.of(a, b)).allSatisfy(value -> assertThat(value).hasSize(TagValue.LONGEST));
  }

  private static TagReader reader(String tag, TagSource.Kind kind, String name) {
    return new TagReader(Map.of(tag, new TagSource(kind, name)));
  }

  /** An application whose logging library says this of every key. */
  private static URLClassLoader application(String in, String name, String says)
      throws IOException {
    return new URLClassLoader(new URL[] {compiled(in, name, says)}, null);
  }

  private static URL compiled(String in, String name, String says) throws IOException {
    Path directory = Files.createTempDirectory(classes, "app");
    Path source = directory.resolve(name + ".java");
    Files.writeString(
        source,
        "package "
            + in
            + "; public class "
            + name
            + " { public static String get(String key) { return "
            + says
            + "; } }");
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", directory.toString(), source.toString());
    assertThat(failed).isZero();
    return directory.toUri().toURL();
  }
}
