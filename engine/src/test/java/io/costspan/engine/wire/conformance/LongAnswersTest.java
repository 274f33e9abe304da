// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.costspan.engine.wire.BodyReader;
import io.costspan.engine.wire.RequestFacts;
import io.costspan.engine.wire.ResponseFacts;
import io.costspan.engine.wire.conformance.AnyPiecesTest.Case;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every fixture, made long: two megabytes of stream, one event of 43 KB, two megabytes in a member
 * that means nothing. It reads as it did when it was short, and costs no memory for its length.
 */
class LongAnswersTest {
  private static final int LONG = 2 * 1024 * 1024;
  private static final int LONG_EVENT = 43 * 1024;
  private static final int PIECE = 16 * 1024;
  private static final long MOST_ALLOCATED = 512 * 1024;

  /** The first event with data, up to the blank line after it. */
  private static final Pattern FIRST_EVENT =
      Pattern.compile("(?:[a-z]+: ?[^\\r\\n]*(?:\\r\\n|\\n|\\r))+(?:\\r\\n|\\n|\\r)");

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  static Stream<Case> cases() throws Exception {
    return AnyPiecesTest.cases().filter(one -> brace(one.response()) >= 0);
  }

  static Stream<Case> streams() throws Exception {
    // SageMaker cuts its documents anywhere, so that its first message is no whole one
    return cases()
        .filter(
            one -> streamed(one.response()) && !one.endpoint().provider().equals("aws.sagemaker"));
  }

  private static boolean streamed(byte[] body) {
    return FirstFrame.begins(body)
        || (!text(body).startsWith("{") && FIRST_EVENT.matcher(text(body)).find());
  }

  @ParameterizedTest
  @MethodSource("streams")
  void aStreamOfTwoMegabytes(Case one) {
    byte[] body = one.response();
    // where every event has counts, their numbers are made and dropped again
    same(one, FirstFrame.begins(body) ? new FirstFrame(body).repeated(LONG) : repeated(body), LONG);
  }

  private static byte[] repeated(byte[] body) {
    String text = text(body);
    Matcher first = FIRST_EVENT.matcher(text);
    assertThat(first.find()).isTrue();
    String many = first.group().repeat(LONG / first.group().length());
    String all = text.substring(0, first.start()) + many + text.substring(first.start());
    return all.getBytes(UTF_8);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void anEventOf43Kilobytes(Case one) {
    same(one, longer(one.response(), LONG_EVENT), MOST_ALLOCATED);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aMemberOfTwoMegabytes(Case one) {
    same(one, longer(one.response(), LONG), MOST_ALLOCATED);
  }

  private static byte[] longer(byte[] body, int length) {
    return FirstFrame.begins(body)
        ? new FirstFrame(body).with(payload -> padded(payload, length))
        : padded(body, length);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aPromptOfTwoMegabytes(Case one) {
    byte[] body = one.exchange().requestBody().array();
    if (body.length > 0 && body[0] == '{') {
      assertThat(request(one, padded(body, LONG))).isEqualTo(request(one, body));
    }
  }

  private static RequestFacts request(Case one, byte[] body) {
    BodyReader<RequestFacts> reader = one.endpoint().dialect().request(one.endpoint());
    bounded(reader, body, MOST_ALLOCATED);
    return reader.finish(true);
  }

  private static void same(Case one, byte[] body, long most) {
    BodyReader<ResponseFacts> reader = one.reader(Map.of());
    bounded(reader, body, most);
    assertThat(reader.finish(true)).isEqualTo(one.whole());
  }

  private static void bounded(BodyReader<?> reader, byte[] body, long most) {
    long thread = Thread.currentThread().getId();
    long before = THREADS.getThreadAllocatedBytes(thread);
    for (int from = 0; from < body.length; from += PIECE) {
      reader.data(ByteBuffer.wrap(body, from, Math.min(PIECE, body.length - from)));
    }
    assertThat(THREADS.getThreadAllocatedBytes(thread) - before).isLessThan(most);
  }

  /** The body with a long member of no meaning at the beginning of its first object. */
  private static byte[] padded(byte[] body, int length) {
    int brace = brace(body);
    String text = text(body);
    String comma = text.substring(brace + 1).stripLeading().startsWith("}") ? "" : ",";
    String member = "\"thinking_signature\":\"" + "é\\\"{[".repeat(length / 6) + "\"" + comma;
    return (text.substring(0, brace + 1) + member + text.substring(brace + 1)).getBytes(UTF_8);
  }

  private static int brace(byte[] body) {
    return text(body).indexOf('{');
  }

  private static String text(byte[] body) {
    return new String(body, UTF_8);
  }
}
