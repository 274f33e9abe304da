// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache.warm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WarmFileTest {
  private static final Map<String, String> ENVIRONMENT = Map.of("API_KEY", "sk-$1\\x", "ORG", "o");

  @TempDir private Path dir;

  @Test
  void aLineIsARequestAndItsBodyIsSentAsItWasWritten() throws IOException {
    List<WarmRequest> requests =
        read(
            """

            {"url":"https://api.openai.com/v1/chat/completions","headers":{"Authorization":"Bearer ${API_KEY}","Content-Length":"3","x-org":"${ORG}-${ORG}"},"body": {"t":1.10,  "é":[1,{}]} }
            {"body":"a\\n\\"text","method":"POST","url":"http://localhost:11434/api/chat"}
            """);

    assertThat(requests).extracting(WarmRequest::line).containsExactly(2, 3);
    assertThat(requests.get(0).url()).hasHost("api.openai.com");
    assertThat(requests.get(0).headers())
        .isEqualTo(Map.of("Authorization", "Bearer sk-$1\\x", "x-org", "o-o"));
    assertThat(requests.get(0).body()).isEqualTo("{\"t\":1.10,  \"é\":[1,{}]}");
    assertThat(requests.get(1).body()).isEqualTo("a\n\"text");
  }

  @Test
  void aLongBodyIsCutOutExactly() throws IOException {
    String body = "{\"text\":\"" + "long \\n ".repeat(20_000) + "\"}";
    List<WarmRequest> requests =
        read("{\"url\":\"http://h/\",\"body\":" + body + ",\"headers\":{}}");

    assertThat(requests.get(0).body()).isEqualTo(body);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'url':'http://h/','body':{},'headers':{'a':'${NO_SUCH}'}}|line 1 needs the environment variable NO_SUCH of the JVM",
        "{'url':'http://h/'}|line 1 needs a url and a body",
        "{'body':{}}|line 1 needs a url and a body",
        "{'url':'/v1','body':{}}|line 1 has a url that is no address of a web server",
        "{'url':'file:///etc/passwd','body':{}}|line 1 has a url that is no address of a web server",
        "{'url':'http://a b','body':{}}|line 1 has a url that is no address of a web server",
        "{'url':'http://h/','body':7}|line 1 has a body that is neither an object nor a text",
        "{'url':'http://h/','body':{},'headers':[]}|line 1 has headers that are no object",
        "{'url':'http://h/','body':{},'headers':{'a':1}}|line 1 has a header a that is no text",
        "{'url':'http://h/','body':{},'headers':{'a b':'c'}}|line 1 has a header a b that cannot be sent",
        "{'url':'http://h/','body':{},'headers':{'a':'secret\\n'}}|line 1 has a header a that cannot be sent",
        "{'url':'http://h/','body':{},'method':'GET'}|line 1 has another method than POST: such answers are not cached",
        "{'url':'http://h/','body':{},'header':{}}|line 1 has \"header\"; there are method, url, headers and body",
        "{'url':'http://h/','url':'http://h/','body':{}}|line 1 is no JSON object",
        "{'url':'http://h/','body':{}} {}|line 1 has more than one JSON object",
        "{'url':'http://h/','body':{}|line 1 is no JSON object",
        "[]|line 1 is no JSON object"
      })
  void whatIsWrongWithALineIsSaidWithoutItsValues(String line, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(line.replace('\'', '"')))
        .withMessage(message);
  }

  @Test
  void aFileIsBounded() throws IOException {
    String line = "{\"url\":\"http://h/\",\"body\":{}}\n";
    assertThat(read(line.repeat(WarmFile.MOST_REQUESTS))).hasSize(WarmFile.MOST_REQUESTS);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(line.repeat(WarmFile.MOST_REQUESTS + 1)))
        .withMessageContaining("more than 1000 requests");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(" ".repeat(WarmFile.MOST_BYTES + 1)))
        .withMessageContaining("more than 16777216 bytes");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(" \n"))
        .withMessageContaining("has no request");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WarmFile.read("requests.jsonl", ENVIRONMENT::get))
        .withMessageContaining("absolute path");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WarmFile.read(dir.toString(), ENVIRONMENT::get))
        .withMessageContaining("no file");
  }

  private List<WarmRequest> read(String text) throws IOException {
    Path file = Files.writeString(dir.resolve("requests.jsonl"), text);
    return WarmFile.read(file.toString(), ENVIRONMENT::get);
  }
}
