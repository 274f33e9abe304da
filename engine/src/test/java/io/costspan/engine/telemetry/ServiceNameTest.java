// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceNameTest {
  @ParameterizedTest
  @CsvSource({
    "/opt/app/shop-service.jar --port 1,shop-service",
    "shop.jar,shop",
    "/opt/my apps/shop.jar a.jar,shop",
    "C:\\apps\\shop.jar,shop",
    "com.acme.Main a b.jar,com.acme.Main",
    "Main,Main",
    "my.module/com.acme.Main arg,com.acme.Main"
  })
  void readsTheCommand(String command, String expected) {
    Properties properties = new Properties();
    properties.setProperty("sun.java.command", command);
    assertThat(ServiceName.guess(properties, Map.of())).isEqualTo(expected);
  }

  @Test
  void springsNameIsPreferred() {
    Properties properties = new Properties();
    properties.setProperty("sun.java.command", "app.jar");
    assertThat(ServiceName.guess(properties, Map.of("SPRING_APPLICATION_NAME", "orders")))
        .isEqualTo("orders");
    properties.setProperty("spring.application.name", "bills");
    assertThat(ServiceName.guess(properties, Map.of("SPRING_APPLICATION_NAME", "orders")))
        .isEqualTo("bills");
  }

  @Test
  void nothingKnownIsNull() {
    assertThat(ServiceName.guess(new Properties(), Map.of())).isNull();
  }
}
