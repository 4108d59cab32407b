/** A value that is there and cannot be normalised: it stays on the account, and the next source is asked. */
export const INVALID: unique symbol = Symbol('invalid');

/** A list of which some entries could not be normalised: the good ones, and how many were left out. */
export class Partly<T> {
  readonly value: T;
  readonly dropped: number;

  constructor(value: T, dropped: number) {
    this.value = value;
    this.dropped = dropped;
  }
}

/** A backend's value in Facet's terms: `null` is "it has none", `INVALID` is "it has one that means nothing to us". */
export type Normalised<T> = T | null | typeof INVALID | Partly<T>;

/** Pure; never throws; blank text, `undefined` and empty lists are `null`. */
export type Normaliser<T> = (raw: unknown) => Normalised<T>;
