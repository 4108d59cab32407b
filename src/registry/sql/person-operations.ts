import type { Kysely } from 'kysely';
import type { AccountKey } from '#normalise';
import type { RowCipher } from '../row-cipher.ts';
import type { OperationRow } from '../operation-log.ts';
import { textOf, withSteps } from './operation-rows.ts';
import { slices } from './slices.ts';
import type { Tables } from './tables.ts';

/** Operations read with their steps at a time. */
const AT_ONCE = 500;

/**
 * The writes of a person that are kept, oldest first: those under an id of theirs, and those of one of their accounts, which
 * another user may have had then. It looks at every step that is kept: for what is seldom asked.
 */
export async function personOperations(
  db: Kysely<Tables>,
  ids: readonly string[],
  accounts: readonly AccountKey[],
  cipher: RowCipher,
): Promise<readonly OperationRow[]> {
  const keys = accounts.flatMap(({ backend, scope, ref }) => textOf({ backend, scope, ref }) ?? []);
  const own = await db.selectFrom('operations').select('id').where('user_id', 'in', ids).execute();
  const about =
    keys.length === 0
      ? []
      : await db
          .selectFrom('operation_steps')
          .select('operation_id as id')
          .distinct()
          .where('account', 'in', keys)
          .execute();
  const found: OperationRow[] = [];
  for (const some of slices([...new Set([...own, ...about].map(({ id }) => id))], AT_ONCE)) {
    const rows = await db.selectFrom('operations').selectAll().where('id', 'in', some).execute();
    found.push(...(await withSteps(db, rows, cipher)));
  }
  return found.toSorted((one, other) => one.sequence - other.sequence);
}
