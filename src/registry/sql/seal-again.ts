import { sql } from 'kysely';
import type { RowCipher } from '../row-cipher.ts';
import { insertContactPoints, pointRows } from './contact-point-rows.ts';
import {
  openAnswer,
  openOutcome,
  openRequest,
  openWrite,
  sealAnswer,
  sealOutcome,
  sealRequest,
  sealWrite,
} from './sealed.ts';
import type { WriteContext } from './write-context.ts';

type Write = <T>(work: (context: WriteContext) => Promise<T>) => Promise<T>;

/** Rows of one transaction. */
const ROWS = 500;
/** Parts after which it is told how far it has come. */
const TOLD_EVERY = 20;

/** Puts what is under another key, or none, under the current one; says how many rows. */
export async function sealAgain(
  cipher: RowCipher,
  write: Write,
  progress: (done: number) => void,
): Promise<number> {
  let done = 0;
  for (const part of [accountsAgain, stepsAgain]) {
    for (let parts = 1; ; parts += 1) {
      const count = await write(async (context) => part(context, cipher));
      done += count;
      if (count === 0) break;
      if (parts % TOLD_EVERY === 0) progress(done);
    }
  }
  return done;
}

/** With the contact points that stand for them in look-ups. */
async function accountsAgain(context: WriteContext, cipher: RowCipher): Promise<number> {
  const { trx } = context;
  const rows = await trx
    .selectFrom('accounts')
    .select(['id', 'backend', 'last_write'])
    .where('last_write', 'is not', null)
    .where('last_write', 'not like', cipher.sealedLike)
    .limit(ROWS)
    .execute();
  for (const { id, backend, last_write: text } of rows) {
    const record = openWrite(cipher, id, text ?? '{}');
    await trx
      .updateTable('accounts')
      .set({ last_write: sealWrite(cipher, id, record) })
      .where('id', '=', id)
      .execute();
    await trx.deleteFrom('contact_points').where('account_id', '=', id).execute();
    await insertContactPoints(context, pointRows(context, id, backend, record));
  }
  return rows.length;
}

/** A request that is empty says nothing of anybody. */
async function stepsAgain({ trx }: WriteContext, cipher: RowCipher): Promise<number> {
  const like = cipher.sealedLike;
  const rows = await trx
    .selectFrom('operation_steps')
    .select(['operation_id', 'position', 'request', 'answer', 'outcome'])
    .where(({ or, and, eb }) =>
      or([
        and([eb('request', '!=', '{}'), eb('request', 'not like', like)]),
        eb('answer', 'not like', like),
        eb('outcome', 'not like', sql<string>`${`%"sealed":"${like}`}`),
      ]),
    )
    .limit(ROWS)
    .execute();
  for (const row of rows) {
    const place = { id: row.operation_id, position: row.position };
    const answer = openAnswer(cipher, place, row.answer);
    await trx
      .updateTable('operation_steps')
      .set({
        request:
          row.request === '{}'
            ? '{}'
            : sealRequest(cipher, place, openRequest(cipher, place, row.request)),
        answer: answer && sealAnswer(cipher, place, answer),
        outcome: sealOutcome(cipher, place, openOutcome(cipher, place, row.outcome)),
      })
      .where('operation_id', '=', place.id)
      .where('position', '=', place.position)
      .execute();
  }
  return rows.length;
}
