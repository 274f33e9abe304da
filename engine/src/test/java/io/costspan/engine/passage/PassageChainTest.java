// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.passage;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.engine.control.calls.TestCall;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PassageChainTest {
  private final List<String> told = new ArrayList<>();

  @Test
  void aRuleThatCannotBeAskedIsToldAndTheOthersAreAsked() {
    Controls broken =
        new Controls() {
          @Override
          public @Nullable Passage passage(Arrival arrival) {
            throw new IllegalStateException("ours");
          }

          @Override
          public void failed(Throwable fault) {
            told.add("controls " + fault.getMessage());
          }
        };

    Passage passage =
        new PassageChain(List.of(broken, arrival -> passage(false)))
            .passage(TestCall.PLAIN.arrival());
    assertThat(passage).isNotNull();
    assertThat(passage.admit(TestCall.PLAIN.asked())).isEqualTo(Ruling.GO);
    assertThat(told).containsExactly("controls ours", "asked");
  }

  @Test
  void aPassageThatCannotDecideIsToldAndTheOthersAreAsked() {
    Passage passage =
        new PassageChain(List.of(arrival -> passage(true), arrival -> passage(false)))
            .passage(TestCall.PLAIN.arrival());
    assertThat(passage).isNotNull();
    assertThat(passage.admit(TestCall.PLAIN.asked())).isEqualTo(Ruling.GO);
    assertThat(told).containsExactly("asked", "passage ours", "asked");
  }

  private Passage passage(boolean broken) {
    return new Passage() {
      @Override
      public boolean needsBody() {
        return false;
      }

      @Override
      public Ruling admit(Asked asked) {
        told.add("asked");
        if (broken) {
          throw new IllegalStateException("ours");
        }
        return Ruling.GO;
      }

      @Override
      public void withdraw() {
        told.add("withdrawn");
      }

      @Override
      public void failed(Throwable fault) {
        told.add("passage " + fault.getMessage());
      }
    };
  }
}
