import type { FieldStates, FoundReading, Reading } from '#backends';
import type { UserRow } from '#registry';
import type { BoundPlan } from './bound-plan.ts';
import { lasts } from './lasting.ts';
import type { PresentedUser } from './present-user.ts';

type MaybeReading = Reading | null | undefined;

/** Each at a place of its own, such as its slot (`PlainPlan`); `undefined`: it was not asked for. */
type Readings = readonly MaybeReading[];

/** What was presented, and all that it was made of: from the same things it would be made again. */
export interface KeptUser {
  readonly bound: BoundPlan;
  readonly row: UserRow;
  readonly readings: Readings;
  /** An age goes by the day, in UTC. */
  readonly day: number;
  readonly presented: PresentedUser;
}

/**
 * When readings are the same to a user who is presented: as long as they tell the same, or also of the same time, which is
 * shown with accounts and provenance.
 */
export interface Sameness {
  readonly areSame: (one: MaybeReading, other: MaybeReading) => boolean;
  /** Whether requests to come may be given the same as this record. */
  readonly mayComeAgain: (found: FoundReading) => boolean;
}

/** Plans kept for one reading; more are presented anew, so many queries for one person cannot fill the memory. */
const KEPT = 4;
const DAY_MS = 86_400_000;

/**
 * By what the fields of a record came to, which readings of the same record share: of a person's first such record, and for as
 * long as the cache or the last answer holds it.
 */
const known = new WeakMap<FieldStates, readonly KeptUser[]>();

/** Of a reading that has arrived: what was presented with it before. */
export const keptUser = (reading: Reading, bound: BoundPlan, row: UserRow): KeptUser | null =>
  reading.kind === 'found'
    ? (known
        .get(reading.states)
        ?.find((kept) => kept.bound === bound && kept.row === row && kept.day === today()) ?? null)
    : null;

/** What was presented with the same readings before. */
export function sameUser(
  bound: BoundPlan,
  row: UserRow,
  readings: Readings,
  { areSame, mayComeAgain }: Sameness,
): PresentedUser | null {
  const first = firstShared(readings, mayComeAgain);
  const kept = first ? keptUser(first, bound, row) : null;
  const isMadeOfThem =
    kept?.readings.length === readings.length &&
    kept.readings.every((reading, index) => areSame(reading, readings[index]));
  return isMadeOfThem ? kept.presented : null;
}

/** Keeps a user for requests that are given the same readings, if there can be such. */
export function keepUser(
  bound: BoundPlan,
  row: UserRow,
  readings: Readings,
  presented: PresentedUser,
  { mayComeAgain }: Sameness,
): void {
  const first = firstShared(readings, mayComeAgain);
  if (!first || !readings.every((reading) => isSteady(reading, mayComeAgain))) return;
  const others = (known.get(first.states) ?? []).filter(
    (kept) => kept.bound !== bound || kept.row !== row,
  );
  lasts(presented.user);
  const kept = { bound, row, readings, day: today(), presented };
  known.set(first.states, [kept, ...others.slice(0, KEPT - 1)]);
}

/** The same record, or the same word that there is none, whenever it was read: nothing is kept that a failure is part of. */
export const SAME_RECORDS: Sameness = {
  areSame: (one, other) =>
    one === other ||
    (one?.kind === 'found'
      ? other?.kind === 'found' && one.states === other.states
      : one?.kind === other?.kind),
  mayComeAgain: ({ origin, states }) => origin === 'CACHED' || states.areShared,
};

/** Readings of the same time, which the cache has kept. */
export const SAME_READINGS: Sameness = {
  areSame: Object.is,
  mayComeAgain: ({ origin }) => origin === 'CACHED',
};

/** Of what backends told: what the registry itself knows comes and goes with the row. */
const firstShared = (
  readings: Readings,
  mayComeAgain: Sameness['mayComeAgain'],
): FoundReading | undefined =>
  readings.find(
    (reading): reading is FoundReading => reading?.kind === 'found' && mayComeAgain(reading),
  );

const isSteady = (reading: MaybeReading, mayComeAgain: Sameness['mayComeAgain']): boolean =>
  reading?.kind === 'found'
    ? reading.origin === 'LAST_WRITE' || mayComeAgain(reading)
    : reading?.kind !== 'failed';

/** The number of the day, in UTC. */
export const today = (): number => Math.floor(Date.now() / DAY_MS);
