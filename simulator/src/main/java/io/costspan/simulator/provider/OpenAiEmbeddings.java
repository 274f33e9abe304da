// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.simulator.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** OpenAI embeddings, as numbers or as base64 of little-endian floats: what was asked for. */
final class OpenAiEmbeddings implements Dialect {

  @Override
  public @Nullable String model(Ask ask) {
    return ask.posts("/embeddings") ? Azure.model(ask) : null;
  }

  @Override
  public Answer answer(Ask ask, Script script) {
    boolean base64 = ask.body().path("encoding_format").asText().equals("base64");
    JsonNode input = ask.body().path("input");
    int count = input.isArray() ? input.size() : 1;
    List<String> data = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      data.add(
          "{\"object\":\"embedding\",\"index\":%d,\"embedding\":%s}"
              .formatted(
                  i, base64 ? Json.quote(base64(Vectors.of(i))) : Json.write(Vectors.of(i))));
    }
    return Answer.json(
        200,
        """
        {"object":"list","data":[%s],"model":%s,"usage":{"prompt_tokens":%d,"total_tokens":%d}}
        """
            .formatted(
                String.join(",", data),
                Json.quote(Azure.served(ask)),
                script.tokens().input(),
                script.tokens().input()));
  }

  @Override
  public String error(int status, String message) {
    return OpenAiErrors.body(status, message);
  }

  private static String base64(float[] vector) {
    ByteBuffer bytes = ByteBuffer.allocate(vector.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    for (float number : vector) {
      bytes.putFloat(number);
    }
    return Base64.getEncoder().encodeToString(bytes.array());
  }
}
