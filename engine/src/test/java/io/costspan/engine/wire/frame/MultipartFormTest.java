// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartFormTest {
  private final List<String> told = new ArrayList<>();

  private final MultipartForm form =
      new MultipartForm(
          new MultipartForm.Fields() {
            @Override
            public void field(String name, String value) {
              told.add(name + "=" + value);
            }

            @Override
            public void file(String name) {
              told.add("file " + name);
            }
          });

  private static byte[] sample() {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    write(body, "--b-1\r\nContent-Disposition: form-data; name=\"model\"\r\n");
    write(body, "Content-Length: 9\r\n\r\nwhisper-1\r\n");
    write(body, "--b-1\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.mp3\"\r\n");
    write(body, "Content-Type: audio/mpeg\r\n\r\n");
    // a recording may hold beginnings of the boundary
    write(body, "\r\r\n\r\n--b-\r\n--b-2\0\1\2\r\n--\r");
    write(body, "\r\n--b-1\r\nContent-Disposition: form-data;name=stream\r\n\r\ntrue");
    write(body, "\r\n--b-1--\r\nmodel=after");
    return body.toByteArray();
  }

  private static void write(ByteArrayOutputStream to, String text) {
    to.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 64, 4096})
  void tellsFieldsAndFilesWhereverTheBytesAreCut(int piece) {
    byte[] body = sample();
    for (int i = 0; i < body.length; i += piece) {
      form.data(ByteBuffer.wrap(body, i, Math.min(piece, body.length - i)));
    }
    assertThat(told).containsExactly("model=whisper-1", "file file", "stream=true");
  }

  @Test
  void leavesOutWhatIsTooLong() {
    String head = "--x\r\nContent-Disposition: form-data; name=\"";
    feed(head + "prompt\"\r\n\r\n" + "p".repeat(MultipartForm.LONGEST_VALUE + 1) + "\r\n");
    feed(head + "size\"\r\n\r\n" + "s".repeat(MultipartForm.LONGEST_VALUE) + "\r\n--x--");
    assertThat(told).containsExactly("size=" + "s".repeat(MultipartForm.LONGEST_VALUE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no form at all\r\nname=\"model\"\r\n\r\nx\r\n",
        "--x\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nno end",
        "--x\r\nContent-Disposition: form-data\r\n\r\nnameless\r\n--x--",
        "--\r\n",
        "",
      })
  void saysNothingOfWhatIsNoForm(String body) {
    feed(body);
    assertThat(told).isEmpty();
  }

  @Test
  void stopsAtABoundaryOrHeadersWithoutEnd() {
    feed("-".repeat(100_000) + "\r\n");
    feed("--x\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nx\r\n--x--");
    assertThat(told).isEmpty();
  }

  private void feed(String body) {
    form.data(ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)));
  }
}
