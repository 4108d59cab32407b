import type { ExpressionBuilder, Kysely } from 'kysely';
import type { RowCipher } from '../row-cipher.ts';
import type { OperationRow } from '../operation-log.ts';
import type { OperationsQuery } from '../operator-note.ts';
import { withSteps } from './operation-rows.ts';
import type { Tables } from './tables.ts';

/** What an operator may have to look at. It reads all outcomes that are kept: for the command line, not for requests. */
export async function listedOperations(
  db: Kysely<Tables>,
  { state, userIds, most }: OperationsQuery,
  cipher: RowCipher,
): Promise<readonly OperationRow[]> {
  const rows = await db
    .selectFrom('operations')
    .selectAll()
    .$if(state === 'open', (all) => all.where(isOpen))
    .$if(state === 'unknown', (all) => all.where(isUnknown))
    .$if(state === 'unsettled', (all) => all.where((eb) => eb.or([isOpen(eb), isUnknown(eb)])))
    .$if(userIds !== null, (all) => all.where('user_id', 'in', userIds ?? []))
    .orderBy('sequence')
    .limit(most)
    .execute();
  return withSteps(db, rows, cipher);
}

type OfOperations = ExpressionBuilder<Tables, 'operations'>;

const isOpen = (eb: OfOperations) => eb('state', '!=', 'DONE');

const isUnknown = (eb: OfOperations) =>
  eb.and([
    eb(
      'id',
      'in',
      eb
        .selectFrom('operation_steps')
        .select('operation_id')
        .where('outcome', 'like', '%"status":"UNKNOWN"%'),
    ),
    eb.or([
      eb('operator_note', 'is', null),
      eb('operator_note', 'not like', '%"kind":"GIVEN_UP"%'),
    ]),
  ]);
