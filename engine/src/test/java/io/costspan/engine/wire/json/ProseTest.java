// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProseTest {

  enum Key implements JsonKey {
    MODEL("model", null),
    SAID("messages", Prose.Kind.MESSAGES),
    TOOLS("tools", Prose.Kind.TOOLS),
    DELTA("delta.text", Prose.Kind.TEXT);

    static final JsonKeys<Key> KEYS = JsonKeys.of(Key.class);

    private final String path;
    private final Prose.@Nullable Kind prose;

    Key(String path, Prose.@Nullable Kind prose) {
      this.path = path;
      this.prose = prose;
    }

    @Override
    public String paths() {
      return path;
    }

    @Override
    public Prose.@Nullable Kind prose() {
      return prose;
    }
  }

  /** Writes down what it is told. */
  static final class Notes implements Prose {
    final List<String> notes = new ArrayList<>();
    private final StringBuilder string = new StringBuilder();

    @Override
    public void open(Kind kind) {
      notes.add(kind.name());
    }

    @Override
    public void element() {
      notes.add("element");
    }

    @Override
    public boolean under(byte[] name, int length) {
      return !new String(name, 0, Math.min(length, 4), StandardCharsets.UTF_8).equals("type");
    }

    @Override
    public void piece(byte[] bytes, int from, int to) {
      string.append(new String(bytes, from, to - from, StandardCharsets.UTF_8));
    }

    @Override
    public void end() {
      notes.add("'" + string + "'");
      string.setLength(0);
    }
  }

  @Test
  void aStringIsTold() {
    assertThat(told("{'model':'m','messages':'a \\'b\\' \\\\','x':'y'}"))
        .containsExactly("MESSAGES", "'a \\\"b\\\" \\\\'");
  }

  @Test
  void stringsOfMessagesAreToldAndTheirNamesAreNot() {
    assertThat(
            told(
                "{'messages':[{'role':'user','content':[{'type':'text','text':'hi'},'you']},"
                    + "{'role':'assistant','n':1,'content':null,'deep':{'er':[['end']]}}]}"))
        .containsExactly(
            "MESSAGES", "element", "'user'", "'hi'", "'you'", "element", "'assistant'", "'end'");
  }

  @Test
  void namesOfToolsAreText() {
    assertThat(told("{'tools':[{'type':'function','name':'get','args':{'city':{}}}]}"))
        .containsExactly("TOOLS", "element", "'type'", "'name'", "'get'", "'args'", "'city'");
  }

  @Test
  void oneDocumentAfterTheOtherIsTold() {
    assertThat(told("{'delta':{'text':'a'}}{'delta':{'text':''}}{'delta':{'text':'b'}}"))
        .containsExactly("TEXT", "'a'", "TEXT", "''", "TEXT", "'b'");
  }

  @Test
  void proseIsNotToldTheHandler() {
    List<String> texts = new ArrayList<>();
    JsonWalker<Key> walker = new JsonWalker<>(Key.KEYS, new Texts(texts));
    walker.tell(new Notes());
    feed(walker, "{'model':'m','messages':'secret','tools':['secret'],'delta':{'text':'x'}}", 3);
    assertThat(texts).containsExactly("m");
  }

  @Test
  void withoutAListenerAllIsSteppedOver() {
    List<String> texts = new ArrayList<>();
    JsonWalker<Key> walker = new JsonWalker<>(Key.KEYS, new Texts(texts));
    feed(walker, "{'messages':[{'a':'\\'}]'}],'model':'m'}", 1);
    assertThat(texts).containsExactly("m");
    assertThat(walker.documents()).isEqualTo(1);
  }

  /** What is told of a document, the same whatever pieces it comes in. */
  private static List<String> told(String json) {
    List<String> whole = told(json, json.length());
    for (int size = 1; size < json.length(); size++) {
      assertThat(told(json, size)).as("pieces of %d", size).isEqualTo(whole);
    }
    return whole;
  }

  private static List<String> told(String json, int size) {
    Notes notes = new Notes();
    JsonWalker<Key> walker = new JsonWalker<>(Key.KEYS, new Texts(new ArrayList<>()));
    walker.tell(notes);
    feed(walker, json, size);
    assertThat(walker.lost()).isFalse();
    return notes.notes;
  }

  private static void feed(JsonWalker<Key> walker, String json, int size) {
    byte[] bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    for (int from = 0; from < bytes.length; from += size) {
      walker.feed(bytes, from, Math.min(bytes.length, from + size));
    }
  }

  /** The texts the handler is told. */
  private record Texts(List<String> texts) implements JsonHandler<Key> {
    @Override
    public void text(Key key, String value) {
      texts.add(value);
    }

    @Override
    public void document() {}
  }
}
