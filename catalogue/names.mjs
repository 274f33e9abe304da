// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

// Who a name belongs to: the engine's rules (NamePattern, ModelNames, ProviderBook), so that no row of the second upstream
// is written under a name the engine already knows. CatalogueTest asks the engine itself whether that came true.

const SEPARATORS = '-@.:/_';
const VERSION = new RegExp(
  '^(?:[-@:](?:\\d{4}-\\d{2}-\\d{2}|\\d{8}|\\d{6}|\\d{4}|0\\d{2}|\\d{2}-\\d{2}(?:-\\d{4})?|\\d{2}-\\d{4}|\\d:\\d'
    + '|v\\d+(?::\\d+)*(?::\\d+[km])?|latest|preview|exp|experimental|thinking|beta|text|default)|:\\d)*$',
);
const OTHER_PRICE =
  /(?:^|[-:@._])(?:fast|ultrafast|highspeed|priority|flex|batch|free|tts|image|audio|live)(?:$|[-:@._])/;
const GEOGRAPHY = /^(?:us-gov|us|eu|apac|au|jp|in|ca|sa|me|af)\.(?=[a-z0-9-]+\.)/;

function part(name, text, at) {
  if (at < 0 || (at > 0 && !'./:@'.includes(name[at - 1]))) return false;
  const start = at + text.length;
  if (start === name.length) return true;
  if (SEPARATORS.includes(text.at(-1))) return !OTHER_PRICE.test(name.slice(start));
  let from = start;
  if (!SEPARATORS.includes(name[from])) {
    while (from > 0 && !SEPARATORS.includes(name[from])) from--;
  }
  return VERSION.test(name.slice(from));
}

function matches(name, rule) {
  if (rule.all) return rule.all.every((each) => matches(name, each));
  if (rule.regex) return new RegExp(rule.regex).test(name);
  if (rule.starts) return part(name, rule.starts, name.startsWith(rule.starts) ? 0 : -1);
  if (rule.ends) return part(name, rule.ends, name.endsWith(rule.ends) ? name.length - rule.ends.length : -1);
  return part(name, rule.has, name.indexOf(rule.has));
}

function isListed(row, name) {
  return row.id.toLowerCase() === name || (row.names ?? []).includes(name);
}

/** The names the engine tries for one that was written, likeliest first. */
export function candidates(book, written) {
  const name = written.toLowerCase();
  return book === 'aws' && GEOGRAPHY.test(name) ? [name, name.replace(GEOGRAPHY, '')] : [name];
}

/** The geography in front of a Bedrock id; empty where there is none. */
export function geography(id) {
  return /^global\./.test(id) ? 'global.' : (GEOGRAPHY.exec(id)?.[0] ?? '');
}

/** The row that claims the first name anybody claims, listed before by pattern; undefined when none does. */
export function owner(rows, names) {
  for (const name of names) {
    const found = rows.find((row) => isListed(row, name)) ?? rows.find((row) => (row.match ?? []).some((rule) => matches(name, rule)));
    if (found) return found;
  }
  return undefined;
}
