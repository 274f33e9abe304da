// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.it.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.costspan.engine.journal.JournalEntry;
import io.costspan.it.Jdk;
import io.costspan.simulator.server.RecordedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A cache that the console has filled before the application asks. */
class WarmedIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_LOOKS = 20;

  @TempDir Path scratch;

  /** The headers are those that a server gets from the application, as the manual has it. */
  @ParameterizedTest
  @EnumSource
  void theApplicationsFirstCallIsAHit(Jdk jdk) throws Exception {
    Path home = scratch.resolve("home");
    AppRun plain = AppRun.run(App.OPENAI, jdk, scratch, List.of(), Map.of(), List.of("chat"));
    String answer = plain.result().out().strip();
    assertThat(answer).startsWith("chat: You said");
    try (LiveApp live =
        LiveApp.start(App.OPENAI, jdk, scratch, home, List.of("cache.rules.all.ttl=1h"))) {
      String file = file(plain.requests().get(0), live.simulator().url("api.openai.com"));
      assertThat(live.ask("embeddings")).doesNotContain("Exception");

      assertThat(LiveApp.console(scratch, home, "cache", "warm", file))
          .contains("1 requests: 0 cached already; 1 to be made may cost 0.00");
      assertThat(live.requests()).as("nothing is sent unasked").isEqualTo(1);

      assertThat(LiveApp.console(scratch, home, "cache", "warm", file, "--yes"))
          .contains("1 to be made may cost 0.00")
          .contains("began to make 1 requests");
      LiveApp.await("filled", () -> live.requests() == 2);
      String filled = LiveApp.console(scratch, home, "cache");
      for (int i = 0; i < MOST_LOOKS && filled.contains("running"); i++) {
        filled = LiveApp.console(scratch, home, "cache");
      }
      assertThat(filled).contains("(warming)").contains("done");
      assertThat(LiveApp.console(scratch, home, "cache", "warm", file))
          .contains("1 requests: 1 cached already; 0 to be made");

      assertThat(live.ask("chat")).isEqualTo(answer);
      assertThat(live.end()).isZero();
      assertThat(live.requests()).as("requests at the provider").isEqualTo(2);
    }
    assertThat(Ledger.read(home).stream().map(WarmedIT::told))
        .containsExactly(
            "embeddings COMPLETE SENT {} 0.00000128",
            "chat COMPLETE SENT {costspan.warm=all} 0.000384",
            "chat ANSWERED HIT {} 0");
  }

  private String file(RecordedRequest request, String server) throws IOException {
    ObjectNode line = JSON.createObjectNode();
    line.put("url", server + request.path());
    ObjectNode headers = line.putObject("headers");
    request.headers().forEach((name, values) -> headers.put(name, values.get(0)));
    headers.remove("accept-encoding"); // OkHttp adds it, and unpacks, below where we look
    headers.put("authorization", "Bearer ${OPENAI_API_KEY}");
    line.set("body", JSON.readTree(request.body()));
    Path file = scratch.resolve("requests.jsonl");
    return Files.writeString(file, JSON.writeValueAsString(line) + "\n").toString();
  }

  private static String told(JournalEntry call) {
    return "%s %s %s %s %s"
        .formatted(
            call.target().operation(),
            call.ending().outcome(),
            call.handled().handling().action(),
            call.handled().handling().tags(),
            call.cost().usd() == null
                ? "unpriced"
                : call.cost().usd().stripTrailingZeros().toPlainString());
  }
}
