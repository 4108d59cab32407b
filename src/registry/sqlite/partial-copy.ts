import { statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { isDatabaseFailure } from './error.ts';

/**
 * A database in WAL mode is a file and its log, and a copy of the file alone lacks what was written last: of a young one
 * nearly everything. Nothing in the file tells that of itself, so Facet sees to it: when the last connection ends, the file leaves
 * WAL mode. One that is in WAL mode, was kept by such a version and has no log beside it was copied while it was in use.
 * https://www.sqlite.org/wal.html
 */
const KEPT = 1;

/** Before the file is opened, which makes a log. */
export const hasLog = (file: string): boolean =>
  statSync(`${file}-wal`, { throwIfNoEntry: false }) !== undefined;

/** Whether the file was copied without its log; `hadLog` is what `hasLog` said. */
export const isPartialCopy = (connection: DatabaseSync, hadLog: boolean): boolean =>
  !hadLog && pragma(connection, 'journal_mode') === 'wal' && isKept(connection);

const isKept = (connection: DatabaseSync): boolean => pragma(connection, 'user_version') === KEPT;

const pragma = (connection: DatabaseSync, name: string): unknown =>
  connection.prepare(`pragma ${name}`).get()?.[name];

/** From now on a copy of the file alone is recognised. What was written so far is in the file then, and not in the log alone. */
export function keepRecognisable(connection: DatabaseSync): void {
  if (isKept(connection)) return;
  connection.exec(`pragma user_version = ${KEPT}; pragma wal_checkpoint(passive)`);
}

/** Ends the last connections of this process, and leaves one file that is whole unless another process has it open. */
export function closeWhole(file: string, writing: DatabaseSync): void {
  const isWhole = leaveWalMode(writing);
  writing.close();
  // Of two that ended at the same time each was in the other's way, and the log is gone all the same.
  if (isWhole || hasLog(file)) return;
  using again = new DatabaseSync(file, { timeout: 0 });
  leaveWalMode(again);
}

function leaveWalMode(connection: DatabaseSync): boolean {
  try {
    connection.exec('pragma journal_mode = delete');
    return true;
  } catch (error) {
    if (isDatabaseFailure(error)) return false;
    throw error;
  }
}
