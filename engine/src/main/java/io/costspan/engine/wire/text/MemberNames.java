// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Members of messages, by the names all APIs have for them, that hold no text for a model to read.
 * What is not known here counts as text.
 */
final class MemberNames {

  /** Pictures, sounds and documents: their data, or where they lie. */
  private static final byte[][] ATTACHMENTS =
      all(
          "data",
          "url",
          "image_url",
          "images",
          "file_data",
          "file_id",
          "file_url",
          "fileUri",
          "file_uri",
          "bytes",
          "b64_json",
          "uri");

  /** What leads the conversation, and is not said in it. */
  private static final byte[][] ASIDES =
      all(
          "type",
          "role",
          "id",
          "tool_call_id",
          "tool_use_id",
          "call_id",
          "signature",
          "thoughtSignature",
          "thought_signature",
          "encrypted_content",
          "media_type",
          "mime_type",
          "mimeType",
          "format",
          "detail",
          "status",
          "ttl",
          "filename",
          "phase");

  private MemberNames() {}

  static boolean isAttachment(byte[] name, int length) {
    return in(ATTACHMENTS, name, length);
  }

  static boolean isAside(byte[] name, int length) {
    return in(ASIDES, name, length);
  }

  static boolean isName(byte[] name, int length) {
    return length == 4 && name[0] == 'n' && name[1] == 'a' && name[2] == 'm' && name[3] == 'e';
  }

  private static boolean in(byte[][] names, byte[] name, int length) {
    for (byte[] known : names) {
      if (known.length == length
          && known[0] == name[0]
          && Arrays.equals(known, 0, length, name, 0, length)) {
        return true;
      }
    }
    return false;
  }

  private static byte[][] all(String... names) {
    byte[][] all = new byte[names.length][];
    for (int i = 0; i < names.length; i++) {
      all[i] = names[i].getBytes(StandardCharsets.UTF_8);
    }
    return all;
  }
}
