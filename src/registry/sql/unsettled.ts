import type { Kysely } from 'kysely';
import type { OperationRow } from '../operation-log.ts';
import { withSteps } from './operation-rows.ts';
import type { Tables } from './tables.ts';

/** What an operator may have to look at. It reads all outcomes that are kept: for the command line, not for requests. */
export async function unsettledOperations(
  db: Kysely<Tables>,
  most: number,
): Promise<readonly OperationRow[]> {
  const rows = await db
    .selectFrom('operations')
    .selectAll()
    .where(({ eb, or, selectFrom }) =>
      or([
        eb('state', '!=', 'DONE'),
        eb(
          'id',
          'in',
          selectFrom('operation_steps')
            .select('operation_id')
            .where('outcome', 'like', '%"status":"UNKNOWN"%'),
        ),
      ]),
    )
    .orderBy('sequence')
    .limit(most)
    .execute();
  return withSteps(db, rows);
}
