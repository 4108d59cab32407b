import { InputError } from '#errors';
import type { ImportedPerson, RefusedRow } from '#registry';
import type { LinkColumns } from '#users';

/** What a row of a file says, or why it says nothing; `null` for one without anything in it. */
export function personIn(
  row: number,
  cells: readonly string[],
  width: number,
  columns: LinkColumns,
): ImportedPerson | RefusedRow | null {
  if (cells.every((cell) => cell === '')) return null;
  if (cells.length !== width) {
    return refused(row, 'INVALID', `It has ${cells.length} cells, and the first line ${width}.`);
  }
  try {
    const accounts = columns.accountsIn(cells);
    if (accounts.length > 1) return { row, accounts };
    return refused(
      row,
      'INCOMPLETE',
      'It names fewer than two accounts: there is nothing to link.',
    );
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return refused(row, 'INVALID', `${error.inputPath.join('.')}: ${error.message}`);
  }
}

const refused = (row: number, problem: RefusedRow['problem'], detail: string): RefusedRow => ({
  row,
  problem,
  detail,
  userIds: [],
  backend: null,
});
