import { INVALID, Partly, mapped, type Normalised, type Normaliser } from './normalised.ts';
import { isBlank } from './text.ts';

/** Entries of a list that are looked at: a number takes some 30 µs, and other requests wait meanwhile. */
export const MOST_ENTRIES = 500;

/**
 * A list whose entries are normalised one by one. Entries without a value are left out; those that cannot be
 * normalised, and those beyond `most`, are left out and counted (`Partly`). `INVALID` when none is left, `null` when
 * there was none.
 */
export function listOf<T>(entry: Normaliser<T>, most = Infinity): Normaliser<readonly T[]> {
  return (raw) => {
    if (!Array.isArray(raw)) return isBlank(raw) ? null : INVALID;
    const length = Math.min(raw.length, most);
    const entries: Normalised<T>[] = [];
    for (let place = 0; place < length; place += 1) entries.push(entry(raw[place]));
    return collected(entries, raw.length - length);
  };
}

/**
 * A list in which each entry stands once, at its first place: entries with the same key are one. `joined` makes one
 * entry of two; without it the first stays.
 */
export function eachOnce<T>(
  list: Normaliser<readonly T[]>,
  keyOf: (entry: T) => string,
  joined: (first: T, again: T) => T = (first) => first,
): Normaliser<readonly T[]> {
  const folded = (entries: readonly T[]): readonly T[] => {
    if (entries.length < 2) return entries;
    const byKey = new Map<string, T>();
    for (const entry of entries) {
      const key = keyOf(entry);
      const first = byKey.get(key);
      byKey.set(key, first === undefined ? entry : joined(first, entry));
    }
    return [...byKey.values()];
  };
  return (raw) => mapped(list(raw), folded);
}

/** A list of what its entries came to, of which `beyond` more were not looked at: see `listOf`. */
export function collected<T>(
  entries: readonly Normalised<T>[],
  beyond: number,
): Normalised<readonly T[]> {
  const values: T[] = [];
  let dropped = beyond;
  let doubtful = 0;
  let incomplete = 0;
  for (const entry of entries) {
    if (entry === INVALID) dropped += 1;
    else if (entry instanceof Partly) {
      values.push(entry.value);
      dropped += entry.dropped;
      doubtful += entry.doubtful;
      incomplete += entry.incomplete;
    } else if (entry !== null) values.push(entry);
  }
  if (values.length === 0) return dropped === 0 ? null : INVALID;
  const isWhole = dropped + doubtful + incomplete === 0;
  return isWhole ? values : new Partly(values, dropped, doubtful, incomplete);
}
