import { LAST_WRITE, REGISTRY, found } from '#backends';
import type { Reading } from '#backends';
import type { AccountRow } from '#registry';

/** What the registry itself tells of an account, by operation: once for a row, so that its fields are normalised once. */
interface OwnReadings {
  lastWrite?: Reading;
  registry?: Reading;
}

const known = new WeakMap<AccountRow, OwnReadings>();

/** What the registry tells where an operation costs no call, else `null`. */
export function ownReading(row: AccountRow, operation: string): Reading | null {
  if (operation === LAST_WRITE) return lastWriteOf(row);
  return operation === REGISTRY ? registryRecordOf(row) : null;
}

export function lastWriteOf(row: AccountRow): Reading {
  return (ofRow(row).lastWrite ??= writtenOf(row));
}

const registryRecordOf = (row: AccountRow): Reading => (ofRow(row).registry ??= recordOf(row));

function ofRow(row: AccountRow): OwnReadings {
  const before = known.get(row);
  if (before) return before;
  const readings: OwnReadings = {};
  known.set(row, readings);
  return readings;
}

function writtenOf({ lastWrite }: AccountRow): Reading {
  if (!lastWrite) return { kind: 'unwritten' };
  return found(lastWrite.record, 'LAST_WRITE', lastWrite.at);
}

function recordOf({ ref, scope, aliases, linkedAt }: AccountRow): Reading {
  return found({ ref, scope, ...aliases }, 'LAST_WRITE', linkedAt);
}
