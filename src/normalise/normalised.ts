/** A backend's value in Facet's terms: `null` is "it has none", `INVALID` is "it has one that means nothing to us". */
export type Normalised<T> = T | null | typeof INVALID;

/** A value that is there and cannot be normalised: it stays on the account, and the next source is asked. */
export const INVALID: unique symbol = Symbol('invalid');

/** Pure; never throws; blank text and `undefined` are `null`. */
export type Normaliser<T> = (raw: unknown) => Normalised<T>;
