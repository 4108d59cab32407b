import type { Backend } from '#schema';
import type { Cause, NewAccount } from './registry.ts';

/** Accounts of one person, as a row of a file names them. `row` is its number there, the header's being 1. */
export interface ImportedPerson {
  readonly row: number;
  readonly accounts: readonly NewAccount[];
}

/**
 * Why nothing of a row was linked. `INVALID`: it cannot be read. `INCOMPLETE`: it names fewer than two accounts. `TWO_USERS`:
 * its accounts are several users' by now. `OCCUPIED`: the user has another account at the same backend. `ERASED`: the person
 * was erased.
 */
export type ImportProblem = 'INVALID' | 'INCOMPLETE' | 'TWO_USERS' | 'OCCUPIED' | 'ERASED';

export interface RefusedRow {
  readonly row: number;
  readonly problem: ImportProblem;
  /** Words of ours; no identifier of a backend. */
  readonly detail: string;
  /** The users who stand against it. */
  readonly userIds: readonly string[];
  readonly backend: Backend | null;
}

/** How far an import has come, and what became of the rows. `rows` counts all of them. */
export interface ImportCounts {
  readonly rows: number;
  /** Of persons whom nobody knew. */
  readonly created: number;
  /** That gave a known user further accounts, or further identifiers of one. */
  readonly linked: number;
  /** That made one of several users. */
  readonly merged: number;
  readonly unchanged: number;
  readonly refused: number;
}

/** The next rows of a file. `file` tells it apart from others: a hash of what it holds and how it is imported. */
export interface ImportBatch {
  readonly file: string;
  /** Rows that were done before: no others may have been done meanwhile. */
  readonly after: number;
  /** Rows of this batch, those without anything in them too. */
  readonly rows: number;
  readonly people: readonly ImportedPerson[];
  /** Those that cannot be read. */
  readonly refused: readonly RefusedRow[];
  /** Several users who are named by one row become one; else such a row is refused. */
  readonly merges: boolean;
}

/** Imports of links. Every method is one transaction. Throws `FacetError` as the registry does. */
export interface Imports {
  /** How far the import of this file has come; `null` when none was begun, or the last one is over. */
  find(file: string): Promise<ImportCounts | null>;
  /**
   * Links what can be linked, and notes the rest and how far it has come: together, so that whoever is killed goes on
   * behind the last batch. `null` when other rows were done meanwhile, as by a second import of the same file.
   */
  apply(batch: ImportBatch, cause: Cause): Promise<ImportCounts | null>;
  /** Rows that were refused so far, beyond a row, in their order. */
  refused(file: string, beyond: number, most: number): Promise<readonly RefusedRow[]>;
  /** Forgets it; its links stay. The audit has one entry of the whole. */
  end(file: string, cause: Cause): Promise<void>;
}

export const NO_ROWS: ImportCounts = {
  rows: 0,
  created: 0,
  linked: 0,
  merged: 0,
  unchanged: 0,
  refused: 0,
};
