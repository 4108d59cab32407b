import type { FailureReason } from '../failure.ts';
import { causesOf, systemReason } from '../sql/system-reason.ts';
import { isSqliteError } from './error.ts';
import { FileGone } from './file.ts';

/** By SQLite's primary result codes: https://www.sqlite.org/rescode.html */
const REASONS: ReadonlyMap<number, FailureReason> = new Map([
  [3, 'not-allowed'],
  [5, 'locked'],
  [6, 'locked'],
  [8, 'read-only'],
  [10, 'disk-error'],
  [11, 'corrupt'],
  [13, 'disk-full'],
  [14, 'disk-error'],
  [26, 'corrupt'],
]);

/** What kind of failure of SQLite this is. */
export function reasonOf(failure: unknown): FailureReason {
  for (const error of causesOf(failure)) {
    if (error instanceof FileGone) return 'file-gone';
    if (isSqliteError(error)) return REASONS.get(error.errcode & 0xff) ?? 'other';
    const reason = systemReason(error);
    if (reason) return reason;
    if ('code' in error && error.code === 'ERR_INVALID_STATE') return 'closed';
  }
  return 'other';
}
