// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.okhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.costspan.contract.BodyFilter;
import io.costspan.contract.BodyTap;
import io.costspan.contract.guard.FaultBreaker;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import okio.Buffer;
import okio.ForwardingSource;
import okio.Source;
import org.junit.jupiter.api.Test;

class FilteredSourceTest {

  @Test
  void whatIsHeldComesBeforeTheVeryExceptionThatBrokeTheBodyOff() throws IOException {
    IOException reset = new IOException("reset");
    Source breaking =
        new ForwardingSource(new Buffer().writeUtf8("abc")) {
          @Override
          public long read(Buffer sink, long byteCount) throws IOException {
            long count = super.read(sink, byteCount);
            if (count < 0) {
              throw reset;
            }
            return count;
          }
        };
    FilteredSource filtered = filtered(breaking);
    Buffer sink = new Buffer();

    assertThat(filtered.read(sink, 100)).isEqualTo(3);
    assertThat(sink.readUtf8()).isEqualTo("abc");
    assertThatThrownBy(() -> filtered.read(sink, 100)).isSameAs(reset);
    assertThatThrownBy(() -> filtered.read(sink, 100)).isSameAs(reset);
  }

  @Test
  void whatIsHeldComesBeforeTheEnd() throws IOException {
    FilteredSource filtered = filtered(new Buffer().writeUtf8("abc"));
    Buffer sink = new Buffer();

    assertThat(filtered.read(sink, 2)).isEqualTo(2);
    assertThat(filtered.read(sink, 2)).isEqualTo(1);
    assertThat(filtered.read(sink, 2)).isEqualTo(-1);
    assertThat(sink.readUtf8()).isEqualTo("abc");
  }

  private static FilteredSource filtered(Source source) {
    FilteredBytes filtered = new FilteredBytes(new HoldsAll());
    return new FilteredSource(
        new TeeSource(
            new SourceBody(source, null, -1), BodyTap.NONE, filtered, new FaultBreaker("test")),
        filtered);
  }

  private static final class HoldsAll implements BodyFilter {
    private final StringBuilder held = new StringBuilder();

    @Override
    public ByteBuffer filter(ByteBuffer bytes) {
      held.append(StandardCharsets.UTF_8.decode(bytes));
      return ByteBuffer.allocate(0);
    }

    @Override
    public ByteBuffer finish() {
      return ByteBuffer.wrap(held.toString().getBytes(StandardCharsets.UTF_8));
    }
  }
}
