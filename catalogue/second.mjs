// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

// Reads the second upstream, @earendil-works/pi-ai, into rows of the catalogue. It is released more often than the first,
// but knows less: no dates, no hours, no audio, and a price it does not know is a 0 there. So a 0 is never taken for free.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decimal, fail, onlyKeys } from './row.mjs';

/** Its providers that we meet on the wire, by the catalogue's name for them. Plans and resellers of many are left alone. */
const PROVIDERS = {
  anthropic: 'anthropic',
  openai: 'openai',
  google: 'google',
  'google-vertex': 'google',
  xai: 'x-ai',
  mistral: 'mistral',
  groq: 'groq',
  deepseek: 'deepseek',
  cerebras: 'cerebras',
  moonshotai: 'moonshotai',
  minimax: 'minimax',
  zai: 'zai',
  azure: 'azure',
  together: 'together',
  fireworks: 'fireworks',
  baseten: 'baseten',
  'amazon-bedrock': 'aws',
  openrouter: 'openrouter',
  'cloudflare-workers-ai': 'cloudflare',
  'github-copilot': 'github-copilot',
  meta: 'meta',
  xiaomi: 'xiaomi',
};

/** At OpenRouter a price is the cheapest of many sellers' unless the maker alone sells the model. */
const OPENROUTER_MAKERS = /^(?:anthropic\/|openai\/(?!gpt-oss)|google\/(?!gemma)|x-ai\/)[^:]+$/;

/** What makes a provider's rows less than certain. */
const NOTES = {
  deepseek: 'approximate: the source has no off-peak price',
};
/** Models that make images, which it does not always say of them. */
const IMAGE = /image|banana/;

const LATEST = 'approximate: what a -latest name stands for may have changed';

const UNITS = { input: 'input', output: 'output', cacheRead: 'cache_read', cacheWrite: 'cache_write' };

function rates(where, cost) {
  const out = {};
  for (const [theirs, ours] of Object.entries(UNITS)) {
    if (cost[theirs] !== 0) out[ours] = decimal(where, cost[theirs]);
  }
  return out;
}

function row(book, source) {
  const where = `${book}/${source.id}`;
  onlyKeys(where, source.cost, [...Object.keys(UNITS), 'tiers']);
  const out = { id: source.id };
  const note = NOTES[book] ?? (/(?:^|-)latest$/.test(source.id) ? LATEST : undefined);
  if (note) out.note = note;
  out.rates = rates(where, source.cost);
  if (source.cost.tiers) {
    out.above = source.cost.tiers
      .map(({ inputTokensAbove, ...cost }) => ({ gt: inputTokensAbove, rates: rates(where, cost) }))
      .sort((a, b) => a.gt - b.gt);
  }
  return out;
}

/**
 * Its rows by the catalogue's provider, and how many were left out for what reason.
 *
 * @param {string} modules the directory the package is installed in
 */
export function readSecond(modules) {
  const books = new Map();
  const leftOut = { 'no price, or 0': 0, 'not plain text': 0, 'resold at a moving price': 0 };
  for (const [provider, book] of Object.entries(PROVIDERS)) {
    const file = join(modules, '@earendil-works/pi-ai/dist/providers/data', `${provider}.json`);
    const rows = books.get(book) ?? new Map();
    for (const models of Object.values(JSON.parse(readFileSync(file, 'utf8')))) {
      for (const source of Object.values(models)) {
        if (!source.cost) fail(`${book}/${source.id}`, 'no cost');
        if (source.type !== 'chat' || (source.output ?? []).some((kind) => kind !== 'text') || IMAGE.test(source.id)) {
          leftOut['not plain text']++;
        } else if (source.cost.input === 0 || source.cost.output === 0) {
          leftOut['no price, or 0']++;
        } else if (book === 'openrouter' && !OPENROUTER_MAKERS.test(source.id)) {
          leftOut['resold at a moving price']++;
        } else if (!rows.has(source.id)) {
          rows.set(source.id, row(book, source));
        }
      }
    }
    books.set(book, rows);
  }
  return { books, leftOut };
}
