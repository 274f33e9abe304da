// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

// What both readers share: how a price is written, and how to give up.

export function fail(where, what) {
  console.error(`${where}: ${what}`);
  process.exit(1);
}

export function onlyKeys(where, object, allowed) {
  for (const key of Object.keys(object)) {
    if (!allowed.includes(key)) fail(where, `unknown key '${key}'`);
  }
}

/** Decimal text of a price, with the noise of binary fractions snapped off at 12 significant digits. */
export function decimal(where, value) {
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) fail(where, `not a price: ${value}`);
  return String(Number(value.toPrecision(12)));
}
