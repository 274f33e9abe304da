// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

// Lays the second upstream beside what is known already: our overlay, then the first upstream, then the providers it falls
// back to. What nobody knows is newer and is taken; what somebody knows is compared and never replaced.

import { candidates, geography, owner } from './names.mjs';

const BARE = 'approximate: the source has the price without the regional surcharge for an id without a geography';

const ONE_SOURCE = 'approximate: one source alone has this price';

/** Bedrock's rows, one for all the geographies of a model that cost the same. */
function folded(rows) {
  const kept = new Map();
  const regional = new Map();
  for (const row of rows) {
    const place = geography(row.id);
    if (place === '' || place === 'global.') continue;
    const base = row.id.slice(place.length);
    const key = base + JSON.stringify([row.rates, row.above]);
    if (kept.has(key)) {
      kept.get(key).names.push(row.id.toLowerCase());
    } else {
      kept.set(key, { id: row.id, names: [], ...row });
      if (!regional.has(base)) regional.set(base, row);
    }
  }
  const out = rows.filter((row) => ['', 'global.'].includes(geography(row.id))).map((row) => {
    const dear = geography(row.id) === '' ? regional.get(row.id) : undefined;
    // the first upstream prices such an id as regional, and so do we: rather a cent too much than too little
    return dear && JSON.stringify(dear.rates) !== JSON.stringify(row.rates) ? { ...dear, id: row.id, note: BARE } : row;
  });
  for (const row of kept.values()) {
    if (row.names.length === 0) delete row.names;
    out.push(row);
  }
  return out;
}

/** The rates of a row on a day, of every hour that has its own. */
function ratesOn(row, day) {
  const periods = (row.prices ?? [row]).filter((period) => !period.from || period.from <= `${day}T23:59:59Z`);
  const last = periods.findLastIndex((period) => !period.window);
  return periods.slice(Math.max(last, 0)).concat(periods.filter((period) => period.window)).filter((period) => period.rates);
}

/** Whether two prices are the same but for where their digits were cut off. */
function same(one, other) {
  return Math.abs(one - other) <= 1e-5 * Math.abs(other);
}

/** Whether what is known is only a guess at a row: another seller's price, or that of another geography. */
function isGuess(level, known, row) {
  return level.startsWith('by ')
    || (geography(row.id) !== '' && geography(known.id) === '' && !known.id.startsWith('regional.'));
}

/** A row of ours with the upstream's names where it has none of its own. */
function namedLike(provider, row) {
  const theirs = provider?.models.find((model) => model.id === row.id);
  return theirs && !row.names && !row.match ? { ...row, names: theirs.names, match: theirs.match } : row;
}

function differences(known, row, day) {
  const alternatives = ratesOn(known, day).map((period) => {
    const found = [];
    for (const [unit, theirs] of Object.entries(row.rates)) {
      const ours = period.rates[unit];
      if (ours === undefined ? unit === 'input' || unit === 'output' : !same(ours, theirs)) {
        found.push({ unit, ours: ours ?? 'none', theirs });
      }
    }
    const steps = (above) => (above ?? []).map((step) => `${step.rates.input}/${step.rates.output}`).join(' then ') || 'none';
    if (steps(period.above) !== steps(row.above)) {
      found.push({ unit: 'long prompts', ours: steps(period.above), theirs: steps(row.above) });
    }
    return found;
  });
  return alternatives.sort((a, b) => a.length - b.length)[0] ?? [];
}

/**
 * Adds what is newer to the providers, as their member "newer".
 *
 * @param {object[]} providers the first upstream's, changed in place
 * @param {object} overlay our own rows
 * @param {Map<string, Map<string, object>>} books the second upstream's rows
 * @param {string} day of the second upstream's release
 * @returns {{added: number, compared: number, disagreements: object[]}}
 */
export function merge(providers, overlay, books, day) {
  const byId = new Map(providers.map((provider) => [provider.id, provider]));
  const ofOurs = (book) =>
    overlay.models.filter((row) => row.provider === book).map((row) => namedLike(byId.get(book), row)).concat(
      overlay.aliases.filter((row) => row.provider === book).map((alias) => ({
        ...overlay.models.concat(byId.get(book)?.models ?? []).find((row) => row.id === alias.model),
        id: alias.name, names: [], match: [],
      })));
  const result = { added: 0, compared: 0, disagreements: [] };
  for (const [book, theirs] of books) {
    const provider = byId.get(book) ?? { id: book, models: [] };
    const levels = [
      ['overlay', ofOurs(book)],
      ['first upstream', provider.models],
      ...(provider.fallback ?? []).map((other) => [`by ${other}`, ofOurs(other).concat(byId.get(other)?.models ?? [])]),
    ];
    const newer = [];
    for (const row of book === 'aws' ? folded([...theirs.values()]) : theirs.values()) {
      const names = candidates(book, row.id);
      // a bare id written out would go before the pattern by which its geographies are known
      if (book === 'aws' && geography(row.id) === '') names.push(`us.${row.id.toLowerCase()}`);
      const level = levels.find(([, rows]) => owner(rows, names));
      if (!level) {
        newer.push(row);
        continue;
      }
      result.compared++;
      const known = owner(level[1], names);
      const found = differences(known, row, day);
      const taken = found.length > 0 && isGuess(level[0], known, row);
      if (taken) newer.push({ note: ONE_SOURCE, ...row });
      found.forEach((each) => result.disagreements.push({ book, model: row.id, origin: `${level[0]}, ${known.id}`, taken, ...each }));
    }
    if (newer.length > 0) {
      provider.newer = newer.sort((a, b) => (a.id < b.id ? -1 : 1));
      result.added += newer.length;
      if (!byId.has(book)) {
        byId.set(book, provider);
        providers.push(provider);
      }
    }
  }
  return result;
}
