import { randomOf } from './random.ts';

/** How a backend takes part in the population. */
export interface Club {
  /** The part of all people who have an account, from 0 to 1. */
  readonly share: number;
}

/**
 * Which clubs the person belongs to, at least one. Number 1 belongs to all, the next people to one combination each
 * until every combination is there, everybody else by the clubs' shares.
 */
export function membershipOf<C extends Club>(
  number: number,
  clubs: readonly C[],
  seed: number,
): ReadonlySet<C> {
  const combinations = 2 ** clubs.length - 1;
  if (number === 1) return new Set(clubs);
  if (number - 1 <= combinations) return combination(number - 1, clubs);
  const random = randomOf(seed, 'membership', number);
  const chosen = clubs.filter(({ share }) => random.chance(share));
  return chosen.length > 0 ? new Set(chosen) : combination(random.between(1, combinations), clubs);
}

/** The bits of the number say who is in. */
function combination<C>(bits: number, clubs: readonly C[]): ReadonlySet<C> {
  return new Set(clubs.filter((_club, position) => ((bits >> position) & 1) === 1));
}
