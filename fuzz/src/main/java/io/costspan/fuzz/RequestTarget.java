// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.fuzz;

import io.costspan.engine.wire.BodyReader;
import io.costspan.engine.wire.Endpoint;
import io.costspan.engine.wire.RequestFacts;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/** Reads bytes as a request of each dialect; the facts must not depend on the pieces. */
public final class RequestTarget {
  private static List<Sample> samples = List.of();

  private RequestTarget() {}

  /** Called by Jazzer once, before all else. */
  public static void fuzzerInitialize() throws IOException {
    samples = Sample.in(Path.of(System.getProperty("costspan.fixtures")));
  }

  /** Called by Jazzer for each input. */
  public static void fuzzerTestOneInput(byte[] bytes) {
    Input input = new Input(bytes);
    byte[] body = input.body();
    Endpoint endpoint = samples.get(input.sample() % samples.size()).endpoint;
    RequestFacts whole =
        Allocation.bounded(
            body.length,
            () -> {
              BodyReader<RequestFacts> reader = endpoint.dialect().request(endpoint);
              reader.data(ByteBuffer.wrap(body));
              return reader.finish(true);
            });
    BodyReader<RequestFacts> reader = endpoint.dialect().request(endpoint);
    input.inPieces(body, reader::data);
    RequestFacts pieces = reader.finish(true);
    if (!whole.equals(pieces)) {
      throw new AssertionError("otherwise in pieces: " + whole + " != " + pieces);
    }
    BodyReader<RequestFacts> aborted = endpoint.dialect().request(endpoint);
    aborted.data(ByteBuffer.wrap(body, 0, input.cuts() % (body.length + 1)));
    aborted.finish(false);
  }
}
