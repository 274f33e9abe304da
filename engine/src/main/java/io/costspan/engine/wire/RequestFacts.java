// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks for; every part {@code null} when it does not say. Model and stream come from
 * the path, or from the API's own default, where the body has none. No text of the prompt is among
 * it.
 *
 * @param model model, or deployment name
 * @param stream whether a stream is asked for
 * @param includeUsage {@code stream_options.include_usage}
 * @param maxTokens cap on output tokens
 * @param choiceCount {@code n}
 * @param serviceTier the tier asked for
 * @param temperature sampling temperature
 * @param topP nucleus sampling
 * @param topK top-k sampling
 * @param frequencyPenalty as asked
 * @param presencePenalty as asked
 * @param seed as asked
 * @param stopSequences as asked; empty when none
 * @param outputType {@code json}, {@code text} ... where the request asks for a format
 * @param embeddingDimensions as asked
 * @param background whether the answer is fetched later
 * @param shaped whether the body has the members that a request of the dialect cannot do without
 * @param media what a request for pictures, sound or video asks for; {@code null} for all others
 */
public record RequestFacts(
    @Nullable String model,
    @Nullable Boolean stream,
    @Nullable Boolean includeUsage,
    @Nullable Long maxTokens,
    @Nullable Long choiceCount,
    @Nullable String serviceTier,
    @Nullable Double temperature,
    @Nullable Double topP,
    @Nullable Double topK,
    @Nullable Double frequencyPenalty,
    @Nullable Double presencePenalty,
    @Nullable Long seed,
    List<String> stopSequences,
    @Nullable String outputType,
    @Nullable Long embeddingDimensions,
    @Nullable Boolean background,
    boolean shaped,
    @Nullable Media media) {

  /**
   * What the price of pictures, sound and video depends on beside the model.
   *
   * @param variant {@code size}, {@code quality}, {@code resolution} and {@code audio} as asked, in
   *     lower case; what was not said, or left to the provider, is not in it
   * @param characters length of the text to be spoken, in Unicode code points
   * @param videoMillis length of one video asked for, in milliseconds
   */
  public record Media(
      Map<String, String> variant, @Nullable Long characters, @Nullable Long videoMillis) {}

  /** A request for text. */
  public RequestFacts(
      @Nullable String model,
      @Nullable Boolean stream,
      @Nullable Boolean includeUsage,
      @Nullable Long maxTokens,
      @Nullable Long choiceCount,
      @Nullable String serviceTier,
      @Nullable Double temperature,
      @Nullable Double topP,
      @Nullable Double topK,
      @Nullable Double frequencyPenalty,
      @Nullable Double presencePenalty,
      @Nullable Long seed,
      List<String> stopSequences,
      @Nullable String outputType,
      @Nullable Long embeddingDimensions,
      @Nullable Boolean background,
      boolean shaped) {
    this(
        model,
        stream,
        includeUsage,
        maxTokens,
        choiceCount,
        serviceTier,
        temperature,
        topP,
        topK,
        frequencyPenalty,
        presencePenalty,
        seed,
        stopSequences,
        outputType,
        embeddingDimensions,
        background,
        shaped,
        null);
  }

  /** A request of which nobody asked whether it has the dialect's shape. */
  public RequestFacts(
      @Nullable String model,
      @Nullable Boolean stream,
      @Nullable Boolean includeUsage,
      @Nullable Long maxTokens,
      @Nullable Long choiceCount,
      @Nullable String serviceTier,
      @Nullable Double temperature,
      @Nullable Double topP,
      @Nullable Double topK,
      @Nullable Double frequencyPenalty,
      @Nullable Double presencePenalty,
      @Nullable Long seed,
      List<String> stopSequences,
      @Nullable String outputType,
      @Nullable Long embeddingDimensions,
      @Nullable Boolean background) {
    this(
        model,
        stream,
        includeUsage,
        maxTokens,
        choiceCount,
        serviceTier,
        temperature,
        topP,
        topK,
        frequencyPenalty,
        presencePenalty,
        seed,
        stopSequences,
        outputType,
        embeddingDimensions,
        background,
        false);
  }

  /** A request that says nothing, or could not be read. */
  public static final RequestFacts UNKNOWN =
      new RequestFacts(
          null, null, null, null, null, null, null, null, null, null, null, null, List.of(), null,
          null, null);
}
