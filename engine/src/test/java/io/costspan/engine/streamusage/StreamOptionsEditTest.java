// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.streamusage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamOptionsEditTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          {"stream":true}                  | {"stream":true,"stream_options":{"include_usage":true}}
          {"a":{"stream_options":{}} }     | {"a":{"stream_options":{}},"stream_options":{"include_usage":true} }
          {"a":"\\"stream_options\\":{"}   | {"a":"\\"stream_options\\":{","stream_options":{"include_usage":true}}
          {"stream_options":{}}            | {"stream_options":{"include_usage":true}}
          {"stream_options":{ }, "a" : 1 } | {"stream_options":{"include_usage":true }, "a" : 1 }
          {"stream_options":null,"a":1}    | {"stream_options":{"include_usage":true},"a":1}
          {"stream_options":{"include_obfuscation":false},"a":1} | {"stream_options":{"include_usage":true,"include_obfuscation":false},"a":1}
          {"stream_options":{"x":{"include_usage":false}}} | {"stream_options":{"include_usage":true,"x":{"include_usage":false}}}
          {"a":[1,[2],{"b":"]}"}],"c":-1e5}| {"a":[1,[2],{"b":"]}"}],"c":-1e5,"stream_options":{"include_usage":true}}
          """)
  void putsTheQuestionWhereItBelongs(String body, String changed) {
    assertThat(edited(body)).isEqualTo(changed);
    assertThat(edited(" \r\n\t" + body + "\n")).isEqualTo(" \r\n\t" + changed + "\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{}",
        "[]",
        "null",
        "\"stream\"",
        "[{\"stream\":true}]",
        "{\"a\":1",
        "{\"a\":1]",
        "{\"a\":1,}",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":\"1}",
        "{\"a\":[1}",
        "{a:1}",
        "{\"a\" 1}",
        "{\"a\":1} {\"b\":1}",
        "{\"a\":1}x",
        "\ufeff{\"a\":1}",
        "{\"stream_options\":{\"include_usage\":false}}",
        "{\"stream_options\":{\"include_usage\":true}}",
        "{\"stream_options\":{\"include_usage\":null}}",
        "{\"stream_options\":{\"x\":1,\"include_usage\":0}}",
        "{\"stream_options\":{\"include\\u005fusage\":false}}",
        "{\"stream_options\":{\"x\" 1}}",
        "{\"stream_options\":[]}",
        "{\"stream_options\":true}",
        "{\"stream_options\":{},\"stream_options\":{}}",
        "{\"stream\\u005foptions\":{\"include_usage\":false}}"
      })
  void leavesAloneWhatAsksAlreadyOrIsNoRequest(String body) {
    assertThat(StreamOptionsEdit.of(bytes(body))).isNull();
  }

  @Test
  void leavesTheApplicationsBufferAsItWas() {
    ByteBuffer body = bytes("xx{\"stream\":true}");
    body.position(2);
    assertThat(text(StreamOptionsEdit.of(body.asReadOnlyBuffer())))
        .startsWith("{\"stream\":true,\"stream_options\"");
    assertThat(body.position()).isEqualTo(2);
  }

  @Test
  void keepsEveryOtherByte() {
    String body = "{\"m\":\"caf\u00e9 \ud83d\ude00 \\u00e9\",\"n\":1.50E+2,\"n\":[ ]}";
    assertThat(edited(body))
        .isEqualTo(
            body.substring(0, body.length() - 1) + ",\"stream_options\":{\"include_usage\":true}}");
  }

  private static String edited(String body) {
    return text(StreamOptionsEdit.of(bytes(body)));
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8));
  }

  private static String text(ByteBuffer bytes) {
    assertThat(bytes).isNotNull();
    return UTF_8.decode(bytes.duplicate()).toString();
  }
}
