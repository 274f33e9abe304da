// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.fuzz;

import io.costspan.engine.wire.BodyReader;
import io.costspan.engine.wire.RequestFacts;
import io.costspan.engine.wire.ResponseFacts;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads bytes as an answer of a dialect, in every framing and content coding. What is read must not
 * depend on the pieces the bytes come in, nor on a coding that can be undone, nor on whether the
 * text is told as well.
 */
public final class AnswerTarget {
  /** Brotli names its own window, of up to 16 MiB, whatever the length of the body. */
  private static final long WINDOW = 1 << 19;

  private static List<Sample> samples = List.of();

  private AnswerTarget() {}

  /** Called by Jazzer once, before all else. */
  public static void fuzzerInitialize() throws IOException {
    String family = System.getProperty("fuzz.family", "");
    samples =
        Sample.in(Path.of(System.getProperty("costspan.fixtures"))).stream()
            .filter(sample -> family.isEmpty() || sample.family().equals(family))
            .toList();
  }

  /** Called by Jazzer for each input. */
  public static void fuzzerTestOneInput(byte[] bytes) {
    Input input = new Input(bytes);
    byte[] body = input.body();
    Sample sample = samples.get(input.sample() % samples.size());
    Coding coding = Coding.of(input.coding());
    byte[] wire = coding.encoded(body);
    ResponseFacts whole = whole(sample, coding, wire, body.length);
    noFault(whole, sample);
    ResponseFacts pieces =
        Told.read(reader(sample, coding), false, to -> input.inPieces(wire, to), true);
    noFault(pieces, sample);
    if (!coding.claimed() || !isBroken(whole, pieces)) {
      same(whole, pieces, "in pieces");
    }
    // sound is never unpacked, and what packs nothing is not nothing there
    if (coding.packed && body.length > 0 && !coding.looksPlain(wire)) {
      same(whole(sample, Coding.NONE, body, body.length), whole, "packed");
    }
    ByteBuffer beginning = ByteBuffer.wrap(wire, 0, input.cuts() % (wire.length + 1));
    noFault(Told.read(reader(sample, coding), false, to -> to.accept(beginning), false), sample);
  }

  private static void noFault(ResponseFacts facts, Sample sample) {
    if (facts.anomalies().contains("reader-fault")) {
      throw new AssertionError("the reader failed: " + sample.dialect());
    }
  }

  /** How far a broken coding can be undone before it shows depends on the pieces. */
  private static boolean isBroken(ResponseFacts whole, ResponseFacts pieces) {
    return whole.anomalies().contains("not-json") || pieces.anomalies().contains("not-json");
  }

  private static ResponseFacts whole(Sample sample, Coding coding, byte[] wire, int length) {
    // what a thousandfold inflates to costs as much as its plain bytes would
    return Allocation.bounded(
        (coding.claimed() ? 1000L * length : length) + (coding == Coding.SAID_BROTLI ? WINDOW : 0),
        () -> {
          BodyReader<ResponseFacts> reader = reader(sample, coding);
          reader.data(ByteBuffer.wrap(wire));
          return reader.finish(true);
        });
  }

  private static BodyReader<ResponseFacts> reader(Sample sample, Coding coding) {
    return sample
        .endpoint
        .dialect()
        .response(sample.endpoint, RequestFacts.UNKNOWN, sample.head(coding.header));
  }

  private static void same(ResponseFacts whole, ResponseFacts other, String how) {
    if (!whole.equals(other)) {
      throw new AssertionError("otherwise " + how + ": " + whole + " != " + other);
    }
  }
}
