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
