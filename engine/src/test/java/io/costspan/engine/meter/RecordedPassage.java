// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.meter;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.contract.Caller;
import io.costspan.engine.passage.Arrival;
import io.costspan.engine.passage.Asked;
import io.costspan.engine.passage.Attendance;
import io.costspan.engine.passage.Passage;
import io.costspan.engine.passage.Ruling;
import io.costspan.engine.passage.Settlement;
import io.costspan.engine.wire.ResponseFacts;
import io.costspan.engine.wire.ResponseHead;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says what it was told, and does as it is told. */
final class RecordedPassage implements Passage {
  final List<String> said = new ArrayList<>();
  Ruling ruling = Ruling.GO;
  Ruling.@Nullable Local instead;
  boolean needsBody = true;
  boolean failing;
  boolean failingEarly;
  Runnable onWithdraw = () -> {};

  Passage of(Arrival arrival) {
    return this;
  }

  @Override
  public boolean needsBody() {
    return needsBody;
  }

  @Override
  public Ruling admit(Asked asked) {
    if (failingEarly) {
      throw new IllegalStateException("a fault of ours");
    }
    ByteBuffer body = asked.body();
    said.add("admit " + (body == null ? null : StandardCharsets.UTF_8.decode(body)));
    assertThat(asked.caller()).isEqualTo(Caller.WAITS);
    return ruling;
  }

  @Override
  public void withdraw() {
    said.add("withdraw");
    onWithdraw.run();
  }

  @Override
  public boolean mayAnswerInstead() {
    return instead != null;
  }

  @Override
  public Attendance respond(int status, ResponseHead head) {
    said.add("respond " + status);
    return new Attendance(null, instead);
  }

  @Override
  public Ruling.@Nullable Local fail(Throwable error) {
    return instead;
  }

  @Override
  public void ended(ResponseFacts facts, boolean whole) {
    said.add("ended " + whole);
    if (failing) {
      throw new IllegalStateException("a fault of ours");
    }
  }

  @Override
  public List<String> settled(Settlement settlement) {
    if (failing) {
      throw new IllegalStateException("a fault of ours");
    }
    said.add("settled " + settlement.cost().usd());
    return List.of("half of it is spent");
  }
}
