// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.costspan.engine.meter.CallRecord;
import io.costspan.engine.meter.PricedCall;
import io.costspan.engine.meter.UsageEstimate;
import io.costspan.engine.passage.ControlOrder;
import io.costspan.engine.price.PriceQuery;
import io.costspan.engine.usage.Unit;
import io.costspan.engine.usage.Usage;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineFormatTest {
  private final LineWriter writer = new LineWriter();
  private final LineReader reader = new LineReader();

  @Test
  void everythingComesBackAsItWas() throws IOException {
    JournalLine line = new JournalLine.Settled(EntryOfCall.of(SampleCalls.full(3), "shop"));

    assertThat(read(writer.write(line))).isEqualTo(line);
  }

  @Test
  void whatIsNotKnownStaysUnknown() throws IOException {
    JournalLine line = new JournalLine.Settled(EntryOfCall.of(SampleCalls.bare(), "shop"));

    assertThat(text(line)).doesNotContain("usd", "Model", "credential", "null");
    assertThat(read(writer.write(line))).isEqualTo(line);
  }

  @Test
  void whatWasBilledIsThereWhereTheRestDoesNotSayIt() throws IOException {
    PricedCall call = SampleCalls.full(3);
    PriceQuery plain = EntryOfCall.of(call, "shop").parts().get(0);
    PriceQuery other =
        new PriceQuery(
            "seller",
            plain.requestModel(),
            "served",
            Usage.builder().set(Unit.IMAGES, 2).build(),
            true,
            plain.at(),
            "flex",
            "us",
            new BigDecimal("0.020"),
            Map.of("size", "1024x1024"));
    JournalLine same =
        new JournalLine.Settled(
            EntryOfCall.of(
                new PricedCall(call.call(), call.cost(), EntryOfCall.of(call, "shop").parts()),
                "shop"));
    JournalLine differs =
        new JournalLine.Settled(
            EntryOfCall.of(
                new PricedCall(call.call(), call.cost(), List.of(other, plain)), "shop"));

    assertThat(text(same)).doesNotContain("billed");
    assertThat(read(writer.write(same))).isEqualTo(same);
    JournalLine read = read(writer.write(differs));
    assertThat(read).isEqualTo(differs);
    assertThat(((JournalLine.Settled) read).entry().parts()).containsExactly(other, plain);
  }

  @Test
  void moneyIsPlainDecimalText() throws IOException {
    assertThat(text(new JournalLine.Settled(EntryOfCall.of(SampleCalls.full(3), "shop"))))
        .contains(
            "\"usd\":\"0.010000000000\"",
            "\"listUsd\":\"0.000000000001\"",
            "\"breakdown\":{\"input\":\"0.000000000001\"}");
  }

  @Test
  void whatWasEstimatedIsNamed() throws IOException {
    CallRecord call = SampleCalls.full(3).call();
    UsageEstimate estimate =
        new UsageEstimate(
            Usage.builder().set(Unit.INPUT, 7).set(Unit.OUTPUT, 5).build(),
            Set.of(Unit.OUTPUT, Unit.INPUT),
            null);
    JournalLine line =
        new JournalLine.Settled(
            EntryOfCall.of(
                new PricedCall(call.with(estimate), SampleCalls.full(3).cost()), "shop"));

    assertThat(text(line))
        .contains("\"usage\":{\"input\":7,\"output\":5},\"estimated\":[\"input\",\"output\"]");
    assertThat(read(writer.write(line))).isEqualTo(line);
  }

  @Test
  void whatWasDoneAboutACallComesBack() throws IOException {
    for (PricedCall call :
        List.of(SampleCalls.hit(), SampleCalls.refused(), SampleCalls.shadowed())) {
      JournalLine line = new JournalLine.Settled(EntryOfCall.of(call, "shop"));

      assertThat(read(writer.write(line))).isEqualTo(line);
    }
  }

  @Test
  void whatWasDoneIsInPlainFields() throws IOException {
    assertThat(text(new JournalLine.Settled(EntryOfCall.of(SampleCalls.hit(), "shop"))))
        .contains(
            "\"usd\":\"0\"",
            "\"action\":\"hit\",\"rule\":\"faq\",\"ageMillis\":61234,\"waitedMillis\":5,"
                + "\"avoided\":\"reported\",\"avoidedUsd\":\"0.010000000000\","
                + "\"tags\":{\"team\":\"search\"},"
                + "\"events\":[\"budget daily has reached 80 %\"]}");
    assertThat(text(new JournalLine.Settled(EntryOfCall.of(SampleCalls.refused(), "shop"))))
        .contains(
            "\"action\":\"refused\",\"rule\":\"daily\",\"code\":\"budget_exceeded\","
                + "\"forecastUsd\":\"0.0125\"");
    assertThat(text(new JournalLine.Settled(EntryOfCall.of(SampleCalls.shadowed(), "shop"))))
        .contains("\"shadow\":{", "\"rule\":\"faq\"", "\"finding\":\"equal_text\"")
        .doesNotContain("\"action\"");
  }

  @Test
  void aCallThatWasOnlyWatchedHasNoMoreToSay() throws IOException {
    assertThat(text(new JournalLine.Settled(EntryOfCall.of(SampleCalls.full(3), "shop"))))
        .endsWith("\"credential\":\"deadbeef\"}\n");
  }

  @Test
  void ordersComeBack() throws IOException {
    Instant now = SampleCalls.START;
    JournalLine override =
        new JournalLine.Ordered(
            new ControlOrder(
                now,
                "ann (console)",
                ControlOrder.What.OVERRIDE,
                "daily",
                "team-a",
                "tag.team",
                new BigDecimal("25.50"),
                "USD",
                now.plusSeconds(3600)));
    JournalLine kill =
        new JournalLine.Ordered(ControlOrder.of(now, "bob (jmx)", ControlOrder.What.KILL));

    assertThat(text(override)).startsWith("{\"v\":1,\"type\":\"control\",\"at\":");
    assertThat(read(writer.write(override))).isEqualTo(override);
    assertThat(read(writer.write(kill))).isEqualTo(kill);
    assertThat(read(text(override).replace("\"unit\":\"USD\",", "")))
        .as("of an earlier version")
        .isInstanceOf(JournalLine.Ordered.class);
    assertThat(read(text(kill).replace("\"kill\"", "\"dance\"")))
        .isInstanceOf(JournalLine.Unknown.class);
  }

  @Test
  void otherLinesComeBackToo() throws IOException {
    Instant now = SampleCalls.START;
    JournalLine opened = new JournalLine.Opened("shop", 4711, now);
    JournalLine lost = new JournalLine.Lost(3, now, now.plusSeconds(9), "No space left on device");

    assertThat(read(writer.write(opened))).isEqualTo(opened);
    assertThat(read(writer.write(lost))).isEqualTo(lost);
  }

  @Test
  void textsOfOthersAreBounded() throws IOException {
    byte[] line = writer.write(new JournalLine.Opened("x".repeat(100_000), 1, SampleCalls.START));

    assertThat(line.length).isLessThan(1000);
  }

  @Test
  void fieldsOfLaterVersionsArePassedOver() throws IOException {
    JournalLine line = new JournalLine.Settled(EntryOfCall.of(SampleCalls.full(3), "shop"));
    String more =
        text(line)
            .replace("\"port\"", "\"new\":{\"a\":[1,{}]},\"list\":[[1]],\"x\":1.5,\"port\"")
            .replace("\"usage\":{", "\"usage\":{\"moonbeams\":7,\"odd\":{},");

    assertThat(read(more.getBytes(StandardCharsets.UTF_8))).isEqualTo(line);
  }

  @Test
  void otherVersionsAndTypesAreUnknown() throws IOException {
    assertThat(read("{\"v\":2,\"type\":\"call\"}")).isInstanceOf(JournalLine.Unknown.class);
    assertThat(read("{\"v\":1,\"type\":\"hint\"}")).isInstanceOf(JournalLine.Unknown.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "7",
        "{}",
        "{\"v\":1}",
        "{\"v\":1,\"type\":\"call\"}",
        "{\"v\":1,\"type\":\"file\",\"service\":\"s\",\"opened\":\"yesterday\"}",
        "{\"v\":99999999999999999999}",
        "{\"v\":2} {\"v\":2}",
        "\u0000\u0000\u0000"
      })
  void whatIsNoLineIsDamaged(String line) {
    assertThatThrownBy(() -> read(line)).isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1E+999999999", "NaN", "", "0x1"})
  void whatIsNoMoneyIsDamaged(String usd) throws IOException {
    String line =
        text(new JournalLine.Settled(EntryOfCall.of(SampleCalls.full(3), "shop")))
            .replace("0.010000000000", usd);

    assertThatThrownBy(() -> read(line)).isInstanceOf(IOException.class);
  }

  private String text(JournalLine line) throws IOException {
    return new String(writer.write(line), StandardCharsets.UTF_8);
  }

  private JournalLine read(String line) throws IOException {
    return read(line.getBytes(StandardCharsets.UTF_8));
  }

  private JournalLine read(byte[] line) throws IOException {
    return reader.read(line, 0, line.length);
  }
}
