// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.engine.usage.Unit;
import io.costspan.engine.wire.BodyReader;
import io.costspan.engine.wire.Dialect;
import io.costspan.engine.wire.Endpoint;
import io.costspan.engine.wire.RequestFacts;
import io.costspan.engine.wire.ResponseFacts;
import io.costspan.engine.wire.ResponseHead;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaReadersTest {

  private static Reading reading(Dialect dialect, String provider) {
    return Reading.of(dialect, provider, "image", null);
  }

  private static ResponseFacts exchange(
      Dialect dialect, String provider, String request, String type, String answer) {
    Endpoint endpoint = reading(dialect, provider).endpoint();
    BodyReader<RequestFacts> asked = dialect.request(endpoint);
    asked.data(Reading.utf8(request));
    ResponseHead head = new ResponseHead(200, Map.of("content-type", type)::get);
    BodyReader<ResponseFacts> answered = dialect.response(endpoint, asked.finish(true), head);
    answered.data(Reading.utf8(answer));
    return answered.finish(true);
  }

  private static ResponseFacts json(
      Dialect dialect, String provider, String request, String answer) {
    return exchange(dialect, provider, request, "application/json", answer);
  }

  @Test
  void countsThePicturesOfAModelThatCountsNoTokens() {
    ResponseFacts facts =
        json(
            MediaDialect.OPENAI_IMAGES,
            "openai",
            "{\"model\":\"dall-e-2\",\"prompt\":\"x\",\"n\":2}",
            "{\"created\":1,\"data\":[{\"url\":\"https://x\"},{\"b64_json\":\"AAAA\"}]}");
    assertThat(facts.usage().counts()).isEqualTo(Map.of(Unit.IMAGES, 2L));
  }

  @Test
  void readsTheTokensOfAPictureByModality() {
    ResponseFacts facts =
        json(
            MediaDialect.OPENAI_IMAGES,
            "openai",
            "{}",
            """
            {"data":[{"b64_json":"AA"}],"usage":{"input_tokens":50,"input_tokens_details":
            {"image_tokens":40,"text_tokens":10},"output_tokens":272,"output_tokens_details":
            {"image_tokens":200,"text_tokens":72},"total_tokens":322}}""");
    assertThat(facts.usage().counts())
        .isEqualTo(
            Map.of(
                Unit.INPUT, 50L,
                Unit.INPUT_IMAGE, 40L,
                Unit.OUTPUT, 272L,
                Unit.OUTPUT_IMAGE, 200L,
                Unit.IMAGES, 1L));
  }

  @Test
  void takesOutputForThePictureWhereNothingSaysOtherwise() {
    ResponseFacts facts =
        json(
            MediaDialect.OPENAI_IMAGES,
            "openai",
            "{}",
            "{\"data\":[{}],\"usage\":{\"input_tokens\":5,\"output_tokens\":100}}");
    assertThat(facts.usage().get(Unit.OUTPUT_IMAGE)).hasValue(100);
  }

  @Test
  void readsAStreamOfPictures() {
    ResponseFacts facts =
        exchange(
            MediaDialect.OPENAI_IMAGES,
            "openai",
            "{\"stream\":true}",
            "text/event-stream",
            """
            event: image_generation.partial_image
            data: {"type":"image_generation.partial_image","b64_json":"AA","partial_image_index":0}

            event: image_generation.completed
            data: {"type":"image_generation.completed","b64_json":"AA","usage":\
            {"input_tokens":7,"output_tokens":90}}

            """);
    assertThat(facts.stream()).isTrue();
    assertThat(facts.usage().get(Unit.IMAGES)).hasValue(1);
    assertThat(facts.usage().get(Unit.INPUT)).hasValue(7);
    assertThat(facts.usage().get(Unit.OUTPUT)).hasValue(90);
  }

  @Test
  void countsThePicturesThatGoogleDidNotHoldBack() {
    ResponseFacts facts =
        json(
            MediaDialect.GEMINI_IMAGES,
            "gcp.gemini",
            "{\"instances\":[{\"prompt\":\"x\"}],\"parameters\":{\"sampleCount\":3}}",
            """
            {"predictions":[{"mimeType":"image/png","bytesBase64Encoded":"AA"},
            {"raiFilteredReason":"x"},{"mimeType":"image/png","gcsUri":"gs://b/o"}]}""");
    assertThat(facts.usage().counts()).isEqualTo(Map.of(Unit.IMAGES, 2L));
  }

  @Test
  void takesTheCostThatXaiStates() {
    ResponseFacts facts =
        json(
            MediaDialect.OPENAI_IMAGES,
            "xai",
            "{}",
            "{\"data\":[{\"url\":\"u\"}],\"usage\":{\"cost_in_usd_ticks\":700000000}}");
    assertThat(facts.providerUsd()).isEqualByComparingTo(new BigDecimal("0.07"));
  }

  @Test
  void aFailureMadeNothing() {
    Reading reading = reading(MediaDialect.OPENAI_IMAGES, "openai").status(400);
    ResponseFacts facts =
        reading.response("{\"error\":{\"code\":\"billing_hard_limit_reached\"},\"data\":[{}]}");
    assertThat(facts.usage().isEmpty()).isTrue();
    assertThat(facts.error()).isEqualTo("billing_hard_limit_reached");
  }

  @Test
  void countsTheCharactersToBeSpokenAndKeepsNone() {
    ResponseFacts facts =
        exchange(
            MediaDialect.OPENAI_SPEECH,
            "openai",
            "{\"model\":\"tts-1\",\"input\":\"Grüße, \\ud83d\\ude00!\",\"voice\":\"alloy\"}",
            "audio/mpeg",
            "{\"not\":\"json\",\"usage\":{\"input_tokens\":1}}");
    assertThat(facts.usage().counts()).isEqualTo(Map.of(Unit.CHARACTERS, 9L));
    assertThat(facts.anomalies()).isEmpty();
  }

  @Test
  void readsTheTokensOfStreamedSpeech() {
    ResponseFacts facts =
        exchange(
            MediaDialect.OPENAI_SPEECH,
            "openai",
            "{\"model\":\"gpt-4o-mini-tts\",\"input\":\"hi\",\"stream_format\":\"sse\"}",
            "text/event-stream",
            """
            data: {"type":"speech.audio.delta","audio":"AAAA"}

            data: {"type":"speech.audio.done","usage":{"input_tokens":3,"output_tokens":40,\
            "total_tokens":43}}

            """);
    assertThat(facts.usage().get(Unit.INPUT)).hasValue(3);
    assertThat(facts.usage().get(Unit.OUTPUT)).hasValue(40);
    assertThat(facts.usage().get(Unit.CHARACTERS)).hasValue(2);
    assertThat(facts.stream()).isTrue();
  }

  @Test
  void soundThatEndsShortOfItsLengthIsCutOff() {
    Reading reading = reading(MediaDialect.OPENAI_SPEECH, "openai");
    Endpoint endpoint = reading.endpoint();
    Map<String, String> headers = Map.of("content-type", "audio/mpeg", "content-length", "4");
    for (int length = 3; length <= 4; length++) {
      BodyReader<ResponseFacts> reader =
          endpoint
              .dialect()
              .response(endpoint, RequestFacts.UNKNOWN, new ResponseHead(200, headers::get));
      reader.data(Reading.utf8("x".repeat(length)));
      assertThat(reader.finish(false).whole()).isEqualTo(length == 4);
    }
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '|',
      value = {
        "4000, |{\"text\":\"x\",\"usage\":{\"type\":\"duration\",\"seconds\":4}}|",
        "4250, |{\"text\":\"x\",\"usage\":{\"type\":\"duration\",\"seconds\":4.25}}|",
        "37000, |{\"duration\":36.7,\"usage\":{\"type\":\"duration\",\"seconds\":37}}|",
        "36710, |{\"task\":\"transcribe\",\"duration\":36.709999084,\"text\":\"x\"}|",
        "3000, |{\"usage\":{\"prompt_audio_seconds\":3,\"prompt_tokens\":1}}|",
      })
  void readsTheLengthOfARecording(long millis, String answer) {
    ResponseFacts facts = json(MediaDialect.OPENAI_TRANSCRIPTION, "openai", "", answer);
    assertThat(facts.usage().get(Unit.AUDIO_MILLIS)).hasValue(millis);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '|',
      value = {
        "|{\"usage\":{\"prompt_tokens\":1,\"prompt_audio_seconds\":{}}}|",
        "|{\"usage\":{\"prompt_tokens\":1,\"prompt_audio_seconds\":null}}|",
        "|{\"text\":\"x\"}|",
        "|{\"duration\":1e999999999}|",
      })
  void aLengthThatIsNotSaidIsNotZero(String answer) {
    ResponseFacts facts = json(MediaDialect.OPENAI_TRANSCRIPTION, "mistral", "", answer);
    assertThat(facts.usage().get(Unit.AUDIO_MILLIS)).isEmpty();
  }

  @Test
  void readsTheTokensOfAStreamedTranscription() {
    ResponseFacts facts =
        exchange(
            MediaDialect.OPENAI_TRANSCRIPTION,
            "openai",
            "",
            "text/event-stream",
            """
            data: {"type":"transcript.text.delta","delta":"x"}

            data: {"type":"transcript.text.done","text":"x","usage":{"type":"tokens",\
            "input_tokens":37,"input_token_details":{"text_tokens":2,"audio_tokens":35},\
            "output_tokens":12,"total_tokens":49}}

            data: [DONE]

            """);
    assertThat(facts.usage().counts())
        .isEqualTo(Map.of(Unit.INPUT, 37L, Unit.INPUT_AUDIO, 35L, Unit.OUTPUT, 12L));
  }

  @Test
  void mistralLeavesTheSoundOutOfThePrompt() {
    ResponseFacts facts =
        json(
            MediaDialect.OPENAI_TRANSCRIPTION,
            "mistral",
            "",
            """
            {"model":"voxtral-mini-latest","usage":{"prompt_audio_seconds":3,"prompt_tokens":5,
            "completion_tokens":11,"total_tokens":391}}""");
    assertThat(facts.usage().counts())
        .isEqualTo(
            Map.of(
                Unit.INPUT, 380L,
                Unit.INPUT_AUDIO, 375L,
                Unit.OUTPUT, 11L,
                Unit.AUDIO_MILLIS, 3000L));
  }

  @Test
  void aTranscriptInPlainTextSaysNothing() {
    ResponseFacts facts =
        exchange(MediaDialect.OPENAI_TRANSCRIPTION, "openai", "", "text/plain", "data: {\"x\":1}");
    assertThat(facts.usage().isEmpty()).isTrue();
    assertThat(facts.anomalies()).containsExactly("no-usage");
    assertThat(facts.stream()).isFalse();
  }

  @Test
  void readsAForm() {
    RequestFacts facts =
        reading(MediaDialect.OPENAI_TRANSCRIPTION, "openai")
            .request(
                """
                --x\r
                Content-Disposition: form-data; name="file"; filename="a.wav"\r
                \r
                RIFF\r
                --x\r
                Content-Disposition: form-data; name="model"\r
                \r
                gpt-4o-transcribe\r
                --x\r
                Content-Disposition: form-data; name="stream"\r
                \r
                true\r
                --x--\r
                """);
    assertThat(facts.model()).isEqualTo("gpt-4o-transcribe");
    assertThat(facts.stream()).isTrue();
    assertThat(facts.shaped()).isTrue();
  }

  @Test
  void aVerdictIsOneRequest() {
    ResponseFacts facts =
        json(
            MediaDialect.OPENAI_MODERATIONS,
            "openai",
            "{\"input\":[\"x\"]}",
            "{\"id\":\"modr-1\",\"model\":\"omni-moderation-latest\",\"results\":[]}");
    assertThat(facts.usage().counts()).isEqualTo(Map.of(Unit.REQUESTS, 1L));
    assertThat(facts.model()).isEqualTo("omni-moderation-latest");
  }

  @Test
  void readsPages() {
    ResponseFacts facts =
        json(
            MediaDialect.MISTRAL_OCR,
            "mistral",
            "{\"model\":\"mistral-ocr-latest\",\"document\":{}}",
            "{\"pages\":[{},{}],\"usage_info\":{\"pages_processed\":2,\"doc_size_bytes\":9}}");
    assertThat(facts.usage().counts()).isEqualTo(Map.of(Unit.PAGES, 2L));
  }

  @Test
  void aStartedVideoCostsItsLength() {
    ResponseFacts veo =
        json(
            MediaDialect.GEMINI_VIDEOS,
            "gcp.gemini",
            "{\"instances\":[{}],\"parameters\":{\"durationSeconds\":4,\"sampleCount\":2}}",
            "{\"name\":\"models/v/operations/1\"}");
    assertThat(veo.usage().counts()).isEqualTo(Map.of(Unit.VIDEO_MILLIS, 8000L));
    ResponseFacts sora =
        json(
            MediaDialect.OPENAI_VIDEOS,
            "openai",
            "{\"model\":\"sora-2\",\"prompt\":\"x\"}",
            "{\"id\":\"video_1\",\"status\":\"queued\",\"seconds\":\"12\"}");
    assertThat(sora.usage().counts()).isEqualTo(Map.of(Unit.VIDEO_MILLIS, 12_000L));
  }

  @Test
  void aVideoOfUnknownLengthHasNone() {
    ResponseFacts facts =
        json(
            MediaDialect.GEMINI_VIDEOS,
            "gcp.gemini",
            "{\"instances\":[{}]}",
            "{\"name\":\"models/v/operations/1\"}");
    assertThat(facts.usage().isEmpty()).isTrue();
  }

  @Test
  void keepsWhatAPriceDependsOn() {
    RequestFacts facts =
        reading(MediaDialect.OPENAI_IMAGES, "openai")
            .request("{\"model\":\"m\",\"prompt\":\"p\",\"size\":\"AUTO\",\"quality\":\"HD\"}");
    assertThat(facts.media()).isNotNull();
    assertThat(facts.media().variant()).isEqualTo(Map.of("quality", "hd"));
    assertThat(facts.outputType()).isEqualTo("image");
  }
}
