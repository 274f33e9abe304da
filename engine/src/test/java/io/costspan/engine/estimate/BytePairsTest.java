// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.knuddels.jtokkit.Encodings;
import io.costspan.engine.estimate.BytePairs.Table;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BytePairsTest {
  private static final List<String> TEXT = List.of("Which ocean is the deepest of them all?");

  @Test
  void aTableThatCannotBeReadIsNotReadAgain() {
    AtomicInteger tries = new AtomicInteger();
    BytePairs pairs =
        new BytePairs(
            type -> {
              tries.incrementAndGet();
              throw new OutOfMemoryError("for a test");
            });

    assertThatThrownBy(() -> pairs.tokens(Table.O200K, TEXT)).isInstanceOf(OutOfMemoryError.class);
    assertThat(pairs.tokens(Table.O200K, TEXT)).isEqualTo(-1);
    assertThat(pairs.tokens(Table.CL100K, TEXT)).isEqualTo(-1);
    assertThat(tries).hasValue(1);
  }

  @Test
  void whatIsLoadedIsUsedWhenNothingMoreIs() {
    AtomicInteger tries = new AtomicInteger();
    BytePairs pairs =
        new BytePairs(
            type -> {
              tries.incrementAndGet();
              return Encodings.newLazyEncodingRegistry().getEncoding(type);
            });
    assertThat(pairs.tokens(Table.CL100K, TEXT)).isEqualTo(9);
    pairs.loadNoMore();

    assertThat(pairs.tokens(Table.CL100K, TEXT)).isEqualTo(9);
    assertThat(pairs.tokens(Table.O200K, TEXT)).isEqualTo(-1);
    assertThat(tries).hasValue(1);
  }
}
