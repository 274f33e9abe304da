// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache.key;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.costspan.contract.Caller;
import io.costspan.engine.passage.Arrival;
import io.costspan.engine.passage.Asked;
import io.costspan.engine.passage.Forecast;
import io.costspan.engine.passage.Subject;
import io.costspan.engine.wire.EndpointDetector;
import io.costspan.engine.wire.RequestFacts;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestKeysTest {
  private static final String OPENAI = "https://api.openai.com/v1/chat/completions";
  private static final KeyRecipe PLAIN = recipe(false, List.of(), List.of(), Set.of());
  private static final Map<String, String> BY_KEY = Map.of("Authorization", "Bearer sk-a");

  private final RequestKeys keys = new RequestKeys(() -> new byte[32]);
  private final Random random = new Random(7);

  @Test
  void neitherTheOrderOfMembersNorWhiteSpaceNorEscapesMatter() throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    for (int i = 0; i < 2000; i++) {
      JsonNode document = object(3);
      String compact = mapper.writeValueAsString(document);
      String other = mapper.writerWithDefaultPrettyPrinter().writeValueAsString(shuffled(document));
      assertThat(key(escaped(other))).as(compact).isEqualTo(key(compact));
    }
  }

  @Test
  void everyChangedValueMatters() throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    for (int i = 0; i < 2000; i++) {
      ObjectNode document = object(3);
      CacheKey before = key(mapper.writeValueAsString(document));
      change(document);
      assertThat(key(mapper.writeValueAsString(document))).isNotEqualTo(before);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'a':1}|{'a':1.0}",
        "{'a':1}|{'a':'1'}",
        "{'a':null}|{}",
        "{'a':true}|{'a':'true'}",
        "{'a':[1,2]}|{'a':[2,1]}",
        "{'a':[1,[2]]}|{'a':[1,2]}",
        "{'a':{'b':1},'c':2}|{'a':{'b':1,'c':2}}",
        "{'a':1,'a':2}|{'a':2,'a':1}",
        "{'a':1,'a':2}|{'a':2}",
        "{'a':'x','b':''}|{'a':'','b':'x'}",
        "{'a':'é'}|{'a':'e'}",
        "{'a':''}|{'a':[]}",
        "{'a':{}}|{'a':[]}",
        "{'ab':'c'}|{'a':'bc'}",
        "{'a':'\\\\n'}|{'a':'\\n'}",
        "{'a':-0}|{'a':0}",
        "{'a':1e2}|{'a':100}"
      })
  void documentsThatDifferAreDifferent(String one, String other) {
    assertThat(key(one.replace('\'', '"'))).isNotEqualTo(key(other.replace('\'', '"')));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'a':'\\u0041'}|{'a':'A'}",
        "{'a':'\\/'}|{'a':'/'}",
        "{'a':'\\u000a\\u0022'}|{'a':'\\n\\\"'}",
        "{'a':'\\u005Cn'}|{'a':'\\\\n'}",
        "{'a':'\\u001F'}|{'a':'\\u001f'}",
        "{'a':'\\ud83d\\ude00'}|{'a':'😀'}",
        "{'\\u0061':1}|{'a':1}",
        "{'a':1,'b':2,'a':3}|{'b':2,'a':1,'a':3}"
      })
  void documentsThatOnlyLookDifferentAreTheSame(String one, String other) {
    assertThat(key(one.replace('\'', '"'))).isEqualTo(key(other.replace('\'', '"')));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1,}",
        "{\"a\" 1}",
        "{\"a\":01}",
        "{a:1}",
        "{\"a\":1} x",
        "plain",
        "",
        "[1,]",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\ud800\"}",
        "{\"a\":nul}",
        "{\"a\":\"b",
        "{\"a\":\"b\\"
      })
  void whatIsNoJsonIsComparedByteByByte(String body) {
    assertThat(key(body)).isEqualTo(key(body));
    assertThat(key(body)).isNotEqualTo(key(body + " "));
  }

  @Test
  void aBodyOfTooManyPartsOrTooDeepIsComparedByteByByte() {
    String many = "[" + "1,".repeat(300_000) + "1]";
    String deep = "[".repeat(5000) + "]".repeat(5000);
    assertThat(key(many)).isNotNull().isNotEqualTo(key(" " + many));
    assertThat(key(deep)).isNotNull().isNotEqualTo(key(" " + deep));
  }

  @Test
  void aLongPromptIsSteppedOverWhereverItEnds() {
    for (int length = 0; length < 40; length++) {
      String text = "x".repeat(length);
      assertThat(key("{\"a\":\"" + text + "\",\"b\":1}"))
          .isEqualTo(key("{\"b\":1,\"a\":\"" + text + "\"}"))
          .isNotEqualTo(key("{\"b\":1,\"a\":\"" + text + "y\"}"));
      String hidden = text + "\\\"" + text + "\\\\";
      assertThat(key("{\"a\":\"" + hidden + "\",\"b\":1}"))
          .isEqualTo(key("{\"b\":1,\"a\":\"" + hidden + "\"}"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "anthropic-beta: x", "anthropic-version: 2", "openai-organization: o", "openai-project: p",
        "x-never-heard-of: 1", "api-key: other", "cookie: s=1", "accept-encoding: br",
        "x-amz-security-token: t", "Authorization: Bearer sk-b"
      })
  void aHeaderThatMayMatterDoes(String header) {
    assertThat(with(header)).isNotEqualTo(of(PLAIN, OPENAI, BY_KEY, "{}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "traceparent: 00-1", "User-Agent: x", "Content-Length: 2", "x-stainless-retry-count: 1",
        "Idempotency-Key: k", "X-Request-Id: r", "baggage: a=b", "X-Costspan-Cache: on",
        "Content-Type: application/json; charset=UTF-8"
      })
  void aHeaderThatSaysNothingAboutTheAnswerDoesNot(String header) {
    assertThat(with(header)).isEqualTo(of(PLAIN, OPENAI, BY_KEY, "{}"));
  }

  @Test
  void aSignedRequestIsItsKeysNotItsMoments() {
    String signed =
        "AWS4-HMAC-SHA256 Credential=AKIA1/20261122/eu/bedrock/aws4_request, Signature=";
    CacheKey one =
        of(PLAIN, OPENAI, Map.of("Authorization", signed + "1", "x-amz-date", "1"), "{}");
    CacheKey later =
        of(PLAIN, OPENAI, Map.of("Authorization", signed + "2", "x-amz-date", "2"), "{}");
    CacheKey other =
        of(PLAIN, OPENAI, Map.of("Authorization", signed.replace("AKIA1", "AKIA2") + "1"), "{}");
    assertThat(one).isEqualTo(later).isNotEqualTo(other);
  }

  @Test
  void sharedAnswersAreThoseOfAnyCredentialButNotOfAnyHeader() {
    KeyRecipe shared = recipe(true, List.of(), List.of(), Set.of());
    CacheKey one = of(shared, OPENAI, BY_KEY, "{}");
    assertThat(of(shared, OPENAI, Map.of("x-api-key", "k2"), "{}")).isEqualTo(one);
    assertThat(of(shared, OPENAI, Map.of(), "{}")).isEqualTo(one);
    assertThat(of(shared, OPENAI, Map.of("anthropic-version", "2"), "{}")).isNotEqualTo(one);
    assertThat(of(shared, OPENAI + "?key=1&alt=sse", Map.of(), "{}"))
        .isEqualTo(of(shared, OPENAI + "?key=2&alt=sse", Map.of(), "{}"))
        .isNotEqualTo(of(shared, OPENAI + "?key=2", Map.of(), "{}"));
    assertThat(of(PLAIN, OPENAI + "?key=1", Map.of(), "{}"))
        .isNotEqualTo(of(PLAIN, OPENAI + "?key=2", Map.of(), "{}"));
  }

  @Test
  void aSharedRuleCanBeNarrowed() {
    KeyRecipe by = recipe(true, List.of("header.X-Org", "tag.tenant"), List.of(), Set.of());
    CacheKey none = of(by, OPENAI, BY_KEY, "{}");
    CacheKey one = of(by, OPENAI, Map.of("x-org", "1"), "{}");
    assertThat(one).isNotEqualTo(none);
    assertThat(of(by, OPENAI, Map.of("X-ORG", "1"), "{}")).isEqualTo(one);
    assertThat(of(by, OPENAI, Map.of("x-org", "2"), "{}")).isNotEqualTo(one);
  }

  @Test
  void membersThatAreIgnoredDoNotMatterAndAllOthersDo() {
    KeyRecipe ignoring =
        recipe(false, List.of(), List.of("user", "metadata.trace", "m.id"), Set.of());
    CacheKey one = of(ignoring, OPENAI, BY_KEY, body("u1", "t1", "1", "x"));
    assertThat(of(ignoring, OPENAI, BY_KEY, body("u2", "t2", "2", "x"))).isEqualTo(one);
    assertThat(of(ignoring, OPENAI, BY_KEY, body("u1", "t1", "1", "y"))).isNotEqualTo(one);
  }

  private static String body(String user, String trace, String id, String kept) {
    return String.format(
        Locale.ROOT,
        "{\"user\":\"%s\",\"metadata\":{\"trace\":\"%s\",\"k\":\"%4$s\"},\"m\":[{\"id\":%3$s}]}",
        user,
        trace,
        id,
        kept);
  }

  @Test
  void onlyTheLastTextOfTheUserIsNormalised() {
    KeyRecipe all = recipe(false, List.of(), List.of(), Set.of(Normalise.values()));
    String asked = "{\"messages\":[%s,{\"role\":\"user\",\"content\":\"%s\"}]}";
    String first = "{\"role\":\"user\",\"content\":\"A\"}";
    CacheKey one = of(all, OPENAI, BY_KEY, String.format(asked, first, "what  IS it"));

    assertThat(of(all, OPENAI, BY_KEY, String.format(asked, first, " What is\\nIt ")))
        .isEqualTo(one);
    assertThat(of(all, OPENAI, BY_KEY, String.format(asked, first.replace('A', 'a'), "what is it")))
        .isNotEqualTo(one);
    assertThat(of(all, OPENAI, BY_KEY, String.format(asked, first, "what is it?")))
        .isNotEqualTo(one);
    assertThat(of(PLAIN, OPENAI, BY_KEY, String.format(asked, first, "what IS it")))
        .isNotEqualTo(of(PLAIN, OPENAI, BY_KEY, String.format(asked, first, "what is it")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'contents':[{'role':'user','parts':[{'text':'%s'}]}]}",
        "{'messages':[{'role':'user','content':[{'type':'text','text':'%s'}]}]}",
        "{'input':'%s'}",
        "{'input':[{'role':'user','content':[{'type':'input_text','text':'%s'}]}]}",
        "{'prompt':'%s'}"
      })
  void everyApiHasALastText(String shape) {
    KeyRecipe all = recipe(false, List.of(), List.of(), Set.of(Normalise.CASE));
    String body = shape.replace('\'', '"');
    assertThat(of(all, OPENAI, BY_KEY, String.format(body, "Hi")))
        .isEqualTo(of(all, OPENAI, BY_KEY, String.format(body, "hI")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"conversation\":\"c1\"}", "{\"conversation_id\":\"c1\"}", "{\"container\":{}}"})
  void whatTheProviderRemembersHasNoKey(String body) {
    assertThat(keyed(PLAIN, OPENAI, BY_KEY, body).because()).isEqualTo(NotCached.STATEFUL);
  }

  @Test
  void aKeyIsReadAsItIsWrittenAndTellsNothingUnderAnotherSalt() {
    CacheKey key = key("{}");
    assertThat(CacheKey.parse(key.hex())).isEqualTo(key);
    assertThat(CacheKey.parse("no key")).isNull();
    byte[] salt = new byte[32];
    salt[0] = 1;
    Keyed elsewhere = new RequestKeys(() -> salt).of(PLAIN, arrival(OPENAI, BY_KEY), asked("{}"));
    assertThat(elsewhere.key()).isNotEqualTo(key);
  }

  private CacheKey with(String header) {
    Map<String, String> headers = new LinkedHashMap<>(BY_KEY);
    int colon = header.indexOf(':');
    headers.put(header.substring(0, colon), header.substring(colon + 2));
    return of(PLAIN, OPENAI, headers, "{}");
  }

  private CacheKey key(String body) {
    return of(PLAIN, OPENAI, BY_KEY, body);
  }

  private CacheKey of(KeyRecipe recipe, String url, Map<String, String> headers, String body) {
    return keyed(recipe, url, headers, body).key();
  }

  private Keyed keyed(KeyRecipe recipe, String url, Map<String, String> headers, String body) {
    return keys.of(recipe, arrival(url, headers), asked(body));
  }

  private static Asked asked(String body) {
    return new Asked(
        SUBJECT,
        RequestFacts.UNKNOWN,
        ByteBuffer.wrap(body.getBytes(UTF_8)).asReadOnlyBuffer(),
        Caller.WAITS,
        () -> Forecast.UNKNOWN);
  }

  private static final Subject SUBJECT =
      new Subject("openai", "m", "chat", "api.openai.com", "app", null, Map.of());

  private static Arrival arrival(String url, Map<String, String> headers) {
    return new Arrival(
        new EndpointDetector().detect("POST", URI.create(url).getHost(), 443, url),
        "POST",
        url,
        name -> headers.get(name),
        headers::forEach,
        null,
        SUBJECT);
  }

  private static KeyRecipe recipe(
      boolean shared, List<String> by, List<String> ignore, Set<Normalise> normalise) {
    return new KeyRecipe("rule", shared, by, ignore, List.of(), normalise);
  }

  private ObjectNode object(int depth) {
    ObjectNode node = new ObjectMapper().createObjectNode();
    for (int i = random.nextInt(5) + 1; i > 0; i--) {
      node.set(text(), value(depth));
    }
    return node;
  }

  private JsonNode value(int depth) {
    ObjectNode holder = new ObjectMapper().createObjectNode();
    switch (random.nextInt(depth == 0 ? 4 : 6)) {
      case 0 -> holder.put("v", random.nextInt(50));
      case 1 -> holder.put("v", random.nextBoolean());
      case 2 -> holder.putNull("v");
      case 3 -> holder.put("v", text());
      case 4 -> holder.set("v", object(depth - 1));
      default -> {
        ArrayNode array = holder.putArray("v");
        for (int i = random.nextInt(4); i > 0; i--) {
          array.add(value(depth - 1));
        }
      }
    }
    return holder.get("v");
  }

  private String text() {
    String letters = "ab\"\\/\n\té😀 ";
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      text.appendCodePoint(
          letters.codePoints().toArray()[random.nextInt((int) letters.codePoints().count())]);
    }
    return text.toString();
  }

  private JsonNode shuffled(JsonNode node) {
    if (node instanceof ArrayNode array) {
      ArrayNode other = array.arrayNode();
      array.forEach(each -> other.add(shuffled(each)));
      return other;
    }
    if (!(node instanceof ObjectNode object)) {
      return node;
    }
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    Collections.shuffle(names, random);
    ObjectNode other = object.objectNode();
    names.forEach(name -> other.set(name, shuffled(object.get(name))));
    return other;
  }

  /** The same document with other escapes for some of its letters. */
  private static String escaped(String json) {
    return json.replace("b", "\\u0062").replace("true", "true").replace("é", "\\u00e9");
  }

  private void change(ObjectNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    String name = names.get(random.nextInt(names.size()));
    JsonNode value = object.get(name);
    if (value instanceof ObjectNode inner && !inner.isEmpty()) {
      change(inner);
    } else if (value.isTextual()) {
      object.put(name, value.asText() + "x");
    } else if (value.isInt()) {
      object.put(name, value.asInt() + 1);
    } else {
      object.put(name, "changed");
    }
  }
}
