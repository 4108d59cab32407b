/** A value that is there and cannot be normalised: it stays on the account, and the next source is asked. */
export const INVALID: unique symbol = Symbol('invalid');

/** How much of what a backend sent did not become a plain value. */
export interface Shortfall {
  /** Entries of a list that were left out, since they mean nothing to us. */
  readonly dropped: number;
  /** Values that are kept though nothing that we know confirms them, such as a number of a former numbering plan. */
  readonly doubtful: number;
  /** Entries that are shown without one of their parts, which means nothing to us. */
  readonly incomplete: number;
}

/** A value that is shown, and of which the caller should know that a part was left out or is in doubt. */
export class Partly<T> implements Shortfall {
  readonly value: T;
  readonly dropped: number;
  readonly doubtful: number;
  readonly incomplete: number;

  constructor(value: T, dropped: number, doubtful = 0, incomplete = 0) {
    this.value = value;
    this.dropped = dropped;
    this.doubtful = doubtful;
    this.incomplete = incomplete;
  }
}

/** A backend's value in Facet's terms: `null` is "it has none", `INVALID` is "it has one that means nothing to us". */
export type Normalised<T> = T | null | typeof INVALID | Partly<T>;

/** Pure; never throws; linear in the length of what it is given; blank text, `undefined` and empty lists are `null`. */
export type Normaliser<T> = (raw: unknown) => Normalised<T>;

/** A further step from a normalised value: what there is none of, and what means nothing, stays so. */
export function mapped<T, U>(value: Normalised<T>, convert: (value: T) => U): Normalised<U> {
  if (value === null) return null;
  if (value === INVALID) return INVALID;
  if (!(value instanceof Partly)) return convert(value);
  return new Partly(convert(value.value), value.dropped, value.doubtful, value.incomplete);
}
