// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

// Writes engine/src/main/resources/io/costspan/engine/price/catalogue.json from two pinned upstreams, and DISAGREEMENTS.md
// on what they do not agree on. Same input, same bytes.

import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readFirst } from './first.mjs';
import { merge } from './merge.mjs';
import { readSecond } from './second.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const prices = join(here, '../engine/src/main/resources/io/costspan/engine/price');
const pinned = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8')).dependencies;
const overlay = JSON.parse(readFileSync(join(prices, 'overlay.json'), 'utf8'));

/** An upstream, with the day of its pinned release, which neither states inside its package. */
const upstream = (source, date) => ({ source, version: pinned[source], date });
const header = {
  ...upstream('@pydantic/genai-prices', '2026-09-23'),
  newer: upstream('@earendil-works/pi-ai', '2026-11-10'),
};

const { providers, dropped } = await readFirst();
const { books, leftOut } = readSecond(join(here, 'node_modules'));
const merged = merge(providers, overlay, books, header.newer.date);

// A JSON array with one provider a line: the engine finds a provider's line without parsing the others.
const text = `[\n${[header, ...providers].map((line) => JSON.stringify(line)).join(',\n')}\n]\n`;
writeFileSync(join(prices, 'catalogue.json'), text);
// the upstreams' licences travel with their data
writeFileSync(join(prices, 'catalogue.NOTICE'), readFileSync(join(here, 'NOTICE'), 'utf8'));

const name = ({ source, version, date }) => `${source} ${version} (${date})`;
const skipped = Object.entries(leftOut).map(([why, count]) => `${count} ${why}`).join(', ');
writeFileSync(join(here, 'DISAGREEMENTS.md'), `# Where the catalogue's upstreams disagree

Written by \`catalogue/generate\`. Ours is what the engine charges: the overlay (${overlay.date}), else ${name(header)}; theirs is
${name(header.newer)}. USD per million tokens. Where ours is only a guess, by the
price of another provider or another geography, theirs is taken.

Compared: ${merged.compared}. Newer, and taken: ${merged.added}. Left out: ${skipped}.

| provider | model | unit | ours | from | theirs | charged |
|---|---|---|---|---|---|---|
${merged.disagreements
    .map(({ book, model, unit, ours, origin, theirs, taken }) =>
      `| ${book} | ${model} | ${unit} | ${ours} | ${origin} | ${theirs} | ${taken ? 'theirs' : 'ours'} |`)
    .join('\n')}
`);

const models = providers.reduce((sum, provider) => sum + provider.models.length, 0);
console.log(`${providers.length} providers, ${models} models and ${merged.added} newer, ${Buffer.byteLength(text)} bytes`);
console.log(`${merged.compared} compared, ${merged.disagreements.length} rates disagree: see DISAGREEMENTS.md`);
if (dropped.length > 0) console.log(`not expressible, left out: ${dropped.join(', ')}`);
