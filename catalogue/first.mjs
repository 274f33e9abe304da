// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

// Reads the first upstream, @pydantic/genai-prices, into rows of the catalogue. Anything it does not understand
// stops it: a price key dropped in silence would bill too little.

import { waitForUpdate } from '@pydantic/genai-prices';
import { decimal, fail, onlyKeys } from './row.mjs';

/** Upstream price key to ours. Units: USD per million tokens, per thousand counts, per hour. */
const RATES = {
  input_mtok: 'input',
  cache_read_mtok: 'cache_read',
  cache_write_mtok: 'cache_write',
  cache_write_1h_mtok: 'cache_write_1h',
  input_audio_mtok: 'input_audio',
  cache_audio_read_mtok: 'cache_read_audio',
  cache_image_read_mtok: 'cache_read_image',
  input_image_mtok: 'input_image',
  output_mtok: 'output',
  output_reasoning_mtok: 'reasoning',
  output_audio_mtok: 'output_audio',
  output_image_mtok: 'output_image',
  output_citation_mtok: 'citation',
  web_searches_kcount: 'web_search',
  storage_searches_kcount: 'file_search',
  input_audio_hours: 'audio_hour',
  input_document_kpages: 'page',
  requests_kcount: 'request',
};
/** Known upstream, but nothing a call's usage can say yet; the model keeps its other prices. */
const NOT_COUNTED = new Set([
  'input_video_mtok',
  'output_video_mtok',
  'input_annotated_document_kpages',
]);
/** Known upstream, and a model that has it cannot be priced without it. */
const NEEDED_BUT_NOT_COUNTED = new Set(['input_text_messages_kcount']);
/** Sum of input and output hours upstream; only kept where it is the input's own price. */
const TOTAL_AUDIO = 'audio_hours';

/** Providers whose empty price list means free of charge; elsewhere it may as well mean unknown. */
const EMPTY_IS_FREE = new Set(['google', 'openai']);

function rates(where, prices) {
  const base = {};
  const above = new Map();
  if (Object.keys(prices).some((key) => NEEDED_BUT_NOT_COUNTED.has(key))) return null;
  for (const [key, value] of Object.entries(prices)) {
    if (NOT_COUNTED.has(key)) continue;
    if (key === TOTAL_AUDIO) {
      if (value !== prices.input_audio_hours) fail(where, 'audio_hours differs from input_audio_hours');
      continue;
    }
    const ours = RATES[key];
    if (!ours) fail(where, `unknown price key '${key}'`);
    if (typeof value === 'number') {
      base[ours] = decimal(where, value);
      continue;
    }
    onlyKeys(where, value, ['base', 'tiers']);
    base[ours] = decimal(where, value.base);
    for (const tier of value.tiers) {
      onlyKeys(where, tier, ['start', 'price']);
      if (!above.has(tier.start)) above.set(tier.start, {});
      above.get(tier.start)[ours] = decimal(where, tier.price);
    }
  }
  if (Object.keys(base).length === 0) return null;
  const out = { rates: base };
  if (above.size > 0) {
    out.above = [...above].sort((a, b) => a[0] - b[0]).map(([gt, rates]) => ({ gt, rates }));
  }
  return out;
}

function clock(where, text) {
  const found = /^(\d\d:\d\d):\d\dZ$/.exec(text);
  if (!found) fail(where, `not a time of day: ${text}`);
  return found[1];
}

function schedule(where, prices) {
  const list = Array.isArray(prices) ? prices : [{ prices }];
  const out = [];
  for (const entry of list) {
    onlyKeys(where, entry, ['constraint', 'prices']);
    const priced = rates(where, entry.prices);
    if (!priced) return null;
    const constraint = entry.constraint;
    if (!constraint) {
      out.push(priced);
    } else if (constraint.type === 'start_date') {
      onlyKeys(where, constraint, ['type', 'start_date']);
      out.push({ from: `${constraint.start_date}T00:00:00Z`, ...priced });
    } else if (constraint.type === 'time_of_date') {
      onlyKeys(where, constraint, ['type', 'start_time', 'end_time']);
      const hours = [`${clock(where, constraint.start_time)}-${clock(where, constraint.end_time)}`];
      out.push({ window: { zone: 'UTC', hours }, ...priced });
    } else {
      fail(where, `unknown constraint '${constraint.type}'`);
    }
  }
  return out;
}

const MATCH = { starts_with: 'starts', ends_with: 'ends', contains: 'has', regex: 'regex' };

/** Splits a match rule into whole names and patterns. */
function matching(where, rule, names, patterns) {
  const keys = Object.keys(rule);
  if (keys.length !== 1) fail(where, `match with ${keys.length} keys`);
  const [key] = keys;
  if (key === 'or') {
    for (const part of rule.or) matching(where, part, names, patterns);
  } else if (key === 'equals') {
    names.add(rule.equals.toLowerCase());
  } else if (key === 'and') {
    const all = [];
    for (const part of rule.and) {
      const none = new Set();
      matching(where, part, none, all);
      if (none.size > 0) fail(where, 'equals inside and');
    }
    patterns.push({ all });
  } else if (MATCH[key]) {
    patterns.push({ [MATCH[key]]: key === 'regex' ? rule[key] : rule[key].toLowerCase() });
  } else {
    fail(where, `unknown match '${key}'`);
  }
}

function model(provider, source, dropped) {
  const where = `${provider}/${source.id}`;
  onlyKeys(where, source, [
    'id', 'name', 'description', 'match', 'prices', 'context_window', 'price_comments', 'deprecated',
  ]);
  const free = Object.keys(source.prices).length === 0 && EMPTY_IS_FREE.has(provider);
  const prices = free ? [{ free: true }] : schedule(where, source.prices);
  if (!prices) {
    dropped.push(where);
    return null;
  }
  const names = new Set();
  const patterns = [];
  matching(where, source.match, names, patterns);
  names.delete(source.id);
  const out = { id: source.id };
  if (names.size > 0) out.names = [...names];
  if (patterns.length > 0) out.match = patterns;
  if (prices.length === 1 && !prices[0].from && !prices[0].window) {
    Object.assign(out, prices[0]);
  } else {
    out.prices = prices;
  }
  return out;
}

/**
 * The providers with their models, and the ids of models whose price cannot be expressed.
 *
 * @returns {Promise<{providers: {id: string, fallback?: string[], models: object[]}[], dropped: string[]}>}
 */
export async function readFirst() {
  const dropped = [];
  const providers = (await waitForUpdate()).map((provider) => {
    onlyKeys(provider.id, provider, [
      'id', 'name', 'pricing_urls', 'api_pattern', 'models', 'extractors', 'provider_match', 'model_match',
      'price_comments', 'description', 'fallback_model_providers',
    ]);
    const line = { id: provider.id };
    if (provider.fallback_model_providers) line.fallback = provider.fallback_model_providers;
    line.models = provider.models.map((source) => model(provider.id, source, dropped)).filter(Boolean);
    return line;
  });
  return { providers, dropped };
}
