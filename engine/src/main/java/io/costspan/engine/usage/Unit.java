// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.usage;

/**
 * What a provider counts. {@link #INPUT} and {@link #OUTPUT} are totals as billed; the token units
 * below them are subsets of their total, never added to it.
 */
public enum Unit {
  /** All input tokens: fresh, read from a cache, written to a cache, of every modality. */
  INPUT,
  /** Input tokens served from the provider's prompt cache. */
  CACHE_READ,
  /** Input tokens written to the provider's prompt cache, whatever their time to live. */
  CACHE_WRITE,
  /** The part of {@link #CACHE_WRITE} kept for five minutes, where the provider tells. */
  CACHE_WRITE_5M,
  /** The part of {@link #CACHE_WRITE} kept for an hour, where the provider tells. */
  CACHE_WRITE_1H,
  /** Audio input tokens. */
  INPUT_AUDIO,
  /**
   * Audio input tokens served from the cache; a subset of both {@link #CACHE_READ} and {@link
   * #INPUT_AUDIO}.
   */
  CACHE_READ_AUDIO,
  /** Image input tokens. */
  INPUT_IMAGE,
  /**
   * Image input tokens served from the cache; a subset of both {@link #CACHE_READ} and {@link
   * #INPUT_IMAGE}.
   */
  CACHE_READ_IMAGE,
  /** All output tokens: text, reasoning, audio, image. */
  OUTPUT,
  /** Output tokens spent on reasoning. */
  REASONING,
  /** Audio output tokens. */
  OUTPUT_AUDIO,
  /** Image output tokens. */
  OUTPUT_IMAGE,
  /** Tokens of citations, where they are billed beside both totals. */
  CITATION,
  /** Web searches the provider ran. */
  WEB_SEARCH,
  /** File searches the provider ran. */
  FILE_SEARCH,
  /** Queries a research model ran, where each has a price. */
  SEARCH_QUERIES,
  /** Units of ranking: a query with as many documents as the provider counts for one. */
  SEARCH_UNITS,
  /** Sessions of a code interpreter. */
  CODE_SESSIONS,
  /** Audio, in milliseconds. */
  AUDIO_MILLIS,
  /** Video made, in milliseconds. */
  VIDEO_MILLIS,
  /** Characters of text. */
  CHARACTERS,
  /** Pages read. */
  PAGES,
  /** Images made. */
  IMAGES,
  /** Requests, where a provider charges for the request itself. */
  REQUESTS
}
