/** A stream of repeatable choices. */
export interface Random {
  /** From 0 up to, not including, 1. */
  readonly next: () => number;
  /** A whole number from `low` to `high`, both included. */
  readonly between: (low: number, high: number) => number;
  readonly chance: (probability: number) => boolean;
  readonly pick: <T>(choices: readonly [T, ...T[]]) => T;
  /** The value, or a gap. */
  readonly maybe: <T>(probability: number, value: T) => T | null;
  readonly hex: (digits: number) => string;
  readonly uuid: () => string;
}

/**
 * The choices of one seed and one purpose. Purposes do not disturb each other: one more draw for a person's address
 * leaves every other person as they were.
 */
export function randomOf(seed: number, ...purpose: readonly (string | number)[]): Random {
  const next = mulberry32(hash(`${seed}/${purpose.join('/')}`));
  const between = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  const chance = (probability: number) => next() < probability;
  const hex = (digits: number) =>
    Array.from({ length: digits }, () => between(0, 15).toString(16)).join('');
  return {
    next,
    between,
    chance,
    pick: (choices) => choices[between(0, choices.length - 1)] ?? choices[0],
    maybe: (probability, value) => (chance(probability) ? value : null),
    hex,
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-${between(8, 11).toString(16)}${hex(3)}-${hex(12)}`,
  };
}

/** Takes out some of the fields that are null, since backends do either. */
export function sparse<R extends object>(record: R, random: Random): R {
  for (const [field, value] of Object.entries(record)) {
    if (value === null && random.chance(0.4)) Reflect.deleteProperty(record, field);
  }
  return record;
}

/** The well-known 32-bit generator: small, even enough for made-up people, the same everywhere. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const character of text) {
    value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return value >>> 0;
}
