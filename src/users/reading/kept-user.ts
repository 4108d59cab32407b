import type { Reading } from '#backends';
import type { UserRow } from '#registry';
import type { BoundPlan } from './bound-plan.ts';
import { lasts } from './lasting.ts';
import type { PresentedUser } from './present-user.ts';

/** Each at a place of its own, such as its slot (`PlainPlan`); `undefined`: it was not asked for. */
type Readings = readonly (Reading | null | undefined)[];

/** What was presented, and all that it was made of: from the same things it would be made again. */
export interface KeptUser {
  readonly bound: BoundPlan;
  readonly row: UserRow;
  readonly readings: Readings;
  /** An age goes by the day, in UTC. */
  readonly day: number;
  readonly presented: PresentedUser;
}

/** Plans kept for one reading; more are presented anew, so many queries for one person cannot fill the memory. */
const KEPT = 4;
const DAY_MS = 86_400_000;

/** As long as the first reading that another request may be given again, which is as long as the cache keeps it. */
const known = new WeakMap<Reading, readonly KeptUser[]>();

/** Of a reading that has arrived: what was presented with it before. */
export const keptUser = (reading: Reading, bound: BoundPlan, row: UserRow): KeptUser | null =>
  known
    .get(reading)
    ?.find((kept) => kept.bound === bound && kept.row === row && kept.day === today()) ?? null;

/** What was presented with the very same readings before. */
export function sameUser(bound: BoundPlan, row: UserRow, readings: Readings): PresentedUser | null {
  const first = readings.find(isCached);
  const kept = first ? keptUser(first, bound, row) : null;
  const isSame =
    kept?.readings.length === readings.length &&
    kept.readings.every((reading, index) => reading === readings[index]);
  return isSame ? kept.presented : null;
}

/** Keeps a user for requests that are given the same readings, if there can be such. */
export function keepUser(
  bound: BoundPlan,
  row: UserRow,
  readings: Readings,
  presented: PresentedUser,
): void {
  const first = readings.find(isCached);
  if (!first || !readings.every(isSteady)) return;
  const others = (known.get(first) ?? []).filter(
    (kept) => kept.bound !== bound || kept.row !== row,
  );
  lasts(presented.user);
  const kept = { bound, row, readings, day: today(), presented };
  known.set(first, [kept, ...others.slice(0, KEPT - 1)]);
}

const isCached = (reading: Reading | null | undefined): reading is Reading =>
  reading?.kind === 'found' && reading.origin === 'CACHED';

/** Whether the next request may be given the very same. */
const isSteady = (reading: Reading | null | undefined): boolean =>
  !reading || reading.kind !== 'found' ? reading?.kind !== 'failed' : reading.origin !== 'LIVE';

const today = (): number => Math.floor(Date.now() / DAY_MS);
