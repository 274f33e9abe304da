// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.frame;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.CRC32;

/** Writes messages of AWS's event stream, for tests of what is read from them. */
public final class AwsFrames {
  private AwsFrames() {}

  /** An event whose payload is a document. */
  public static byte[] event(String type, String json) {
    return message(headers("event", ":event-type", type), json.getBytes(UTF_8));
  }

  /** A chunk of an invoke stream around a document. */
  public static byte[] chunk(String document) {
    String encoded = Base64.getEncoder().encodeToString(document.getBytes(UTF_8));
    return event("chunk", "{\"bytes\":\"" + encoded + "\",\"p\":\"abcdef\"}");
  }

  /** A message of another type than an event. */
  public static byte[] problem(String messageType, String header, String name) {
    return message(headers(messageType, header, name), "{\"message\":\"no\"}".getBytes(UTF_8));
  }

  /** Any message. */
  public static byte[] message(byte[] headers, byte[] payload) {
    ByteBuffer message = ByteBuffer.allocate(16 + headers.length + payload.length);
    message.putInt(message.capacity()).putInt(headers.length);
    message.putInt(crc(message));
    message.put(headers).put(payload);
    return message.putInt(crc(message)).array();
  }

  /** The headers of a message whose payload is JSON. */
  public static byte[] headers(String messageType, String name, String value) {
    return join(
        header(name, value),
        header(":content-type", "application/json"),
        header(":message-type", messageType));
  }

  /** A header whose value is a string. */
  public static byte[] header(String name, String value) {
    byte[] text = value.getBytes(UTF_8);
    return ByteBuffer.allocate(4 + name.length() + text.length)
        .put((byte) name.length())
        .put(name.getBytes(UTF_8))
        .put((byte) 7)
        .putShort((short) text.length)
        .put(text)
        .array();
  }

  /** One after the other. */
  public static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static int crc(ByteBuffer written) {
    CRC32 crc = new CRC32();
    crc.update(written.duplicate().flip());
    return (int) crc.getValue();
  }
}
