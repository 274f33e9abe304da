// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.meter;

import io.costspan.engine.usage.Unit;
import io.costspan.engine.usage.Usage;
import io.costspan.engine.wire.BodyReader;
import io.costspan.engine.wire.Dialect;
import io.costspan.engine.wire.Endpoint;
import io.costspan.engine.wire.RequestFacts;
import io.costspan.engine.wire.ResponseFacts;
import io.costspan.engine.wire.ResponseHead;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A dialect whose usage is the number of bytes that passed; every buffer is a chunk; a whole body
 * has finished with "stop".
 */
final class CountingDialect implements Dialect {

  @Override
  public String id() {
    return "counting";
  }

  @Override
  public BodyReader<RequestFacts> request(Endpoint endpoint) {
    return new BodyReader<>() {
      private long bytes;

      @Override
      public boolean data(ByteBuffer buffer) {
        bytes += buffer.remaining();
        return false;
      }

      @Override
      public RequestFacts finish(boolean complete) {
        return new RequestFacts(
            "model-of-" + bytes,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            List.of(),
            null,
            null,
            null);
      }
    };
  }

  @Override
  public BodyReader<ResponseFacts> response(
      Endpoint endpoint, RequestFacts request, ResponseHead head) {
    return new BodyReader<>() {
      private long bytes;

      @Override
      public boolean data(ByteBuffer buffer) {
        bytes += buffer.remaining();
        return true;
      }

      @Override
      public ResponseFacts finish(boolean complete) {
        Usage usage = bytes == 0 ? Usage.NONE : Usage.builder().set(Unit.OUTPUT, bytes).build();
        return new ResponseFacts(
            head.header("x-id"),
            request.model(),
            complete ? List.of("stop") : List.of(),
            usage,
            List.of(),
            null,
            null,
            null,
            null,
            null,
            false,
            complete ? List.of() : List.of(ResponseFacts.TRUNCATED));
      }
    };
  }
}
