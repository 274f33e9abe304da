// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.fuzz;

import io.costspan.engine.wire.BodyReader;
import io.costspan.engine.wire.Endpoint;
import io.costspan.engine.wire.RequestFacts;
import io.costspan.engine.wire.dialect.RequestFault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads bytes as a request of each dialect; the facts must not depend on the pieces, nor on whether
 * the text is told as well.
 */
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
              RequestFacts facts = reader.finish(true);
              RequestFault.none(reader);
              return facts;
            });
    BodyReader<RequestFacts> reader = endpoint.dialect().request(endpoint);
    RequestFacts pieces = Told.read(reader, true, to -> input.inPieces(body, to), true);
    RequestFault.none(reader);
    if (!whole.equals(pieces)) {
      throw new AssertionError("otherwise in pieces: " + whole + " != " + pieces);
    }
    BodyReader<RequestFacts> aborted = endpoint.dialect().request(endpoint);
    ByteBuffer beginning = ByteBuffer.wrap(body, 0, input.cuts() % (body.length + 1));
    Told.read(aborted, true, to -> to.accept(beginning), false);
    RequestFault.none(aborted);
  }
}
