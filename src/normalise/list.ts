import { INVALID, Partly, type Normalised, type Normaliser } from './normalised.ts';
import { text } from './text.ts';

/**
 * A list whose entries are normalised one by one. Entries without a value are left out; those that cannot be
 * normalised are left out and counted (`Partly`). `INVALID` when none is left, `null` when there was none.
 */
export function listOf<T>(entry: Normaliser<T>): Normaliser<readonly T[]> {
  return (raw) => {
    if (Array.isArray(raw)) return collected(raw.map((value) => entry(value)));
    return text(raw) === null ? null : INVALID;
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
    const byKey = new Map<string, T>();
    for (const entry of entries) {
      const key = keyOf(entry);
      const first = byKey.get(key);
      byKey.set(key, first === undefined ? entry : joined(first, entry));
    }
    return [...byKey.values()];
  };
  return (raw) => {
    const entries = list(raw);
    if (entries === null || entries === INVALID) return entries;
    return entries instanceof Partly
      ? new Partly(folded(entries.value), entries.dropped)
      : folded(entries);
  };
}

function collected<T>(entries: readonly Normalised<T>[]): Normalised<readonly T[]> {
  const values: T[] = [];
  let dropped = 0;
  for (const entry of entries) {
    if (entry === INVALID) dropped += 1;
    else if (entry instanceof Partly) {
      values.push(entry.value);
      dropped += entry.dropped;
    } else if (entry !== null) values.push(entry);
  }
  if (values.length === 0) return dropped === 0 ? null : INVALID;
  return dropped === 0 ? values : new Partly(values, dropped);
}
