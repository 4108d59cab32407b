import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Tables } from '../sql/tables.ts';
import { PLAIN } from '../row-cipher.ts';
import { openWrite } from '../sql/sealed.ts';

/** Accounts at a time: there may be very many. */
const ROWS = 1000;

/**
 * Which values webhooks alone told, so that a newer call's take their place. What a webhook had adopted before was never
 * written to by us: the one backend with a webhook knows no update.
 */
export const reported: Migration = {
  async up(db: Kysely<Tables>) {
    await db.schema.alterTable('accounts').addColumn('reported', 'text').execute();
    for (let beyond = ''; ;) {
      const accounts = await db
        .selectFrom('accounts')
        .innerJoin('history', 'history.account_id', 'accounts.id')
        .select(['accounts.id', 'accounts.last_write'])
        .distinct()
        .where('history.evidence', '=', 'hook')
        .where('accounts.last_write', 'is not', null)
        .where('accounts.id', '>', beyond)
        .orderBy('accounts.id')
        .limit(ROWS)
        .execute();
      for (const { id, last_write: told } of accounts) {
        const keys = Object.keys(openWrite(PLAIN, id, told ?? '{}'));
        await db
          .updateTable('accounts')
          .set({ reported: JSON.stringify(keys) })
          .where('id', '=', id)
          .execute();
      }
      const last = accounts.at(-1);
      if (!last) return;
      beyond = last.id;
    }
  },
};
