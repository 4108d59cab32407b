import type { Kysely } from 'kysely';
import { NO_ROWS } from '../imports.ts';
import type { ImportBatch, ImportCounts, Imports, RefusedRow } from '../imports.ts';
import type { Cause } from '../registry.ts';
import { audit } from './audit-rows.ts';
import { importPeople } from './import-people.ts';
import { parsed } from './operation-rows.ts';
import { slices } from './slices.ts';
import type { OperationsDatabase } from './sql-operations.ts';
import type { Tables } from './tables.ts';
import type { WriteContext } from './write-context.ts';

/** Rows of one INSERT. */
const ROWS = 250;

/** Imports in any SQL database that kysely speaks to. */
export class SqlImports implements Imports {
  readonly #read: OperationsDatabase['read'];
  readonly #write: OperationsDatabase['write'];

  constructor({ read, write }: Pick<OperationsDatabase, 'read' | 'write'>) {
    this.#read = read;
    this.#write = write;
  }

  async find(file: string): Promise<ImportCounts | null> {
    return this.#read(async (db) => countsOf(db, file));
  }

  async apply(batch: ImportBatch, cause: Cause): Promise<ImportCounts | null> {
    return this.#write(async (context) => {
      const before = (await countsOf(context.trx, batch.file)) ?? NO_ROWS;
      if (before.rows !== batch.after) return null;
      const done = await importPeople(context, batch.people, { merges: batch.merges, cause });
      const refused = [...batch.refused, ...done.refused];
      await keepRefused(context, batch.file, refused);
      const after: ImportCounts = {
        rows: before.rows + batch.rows,
        created: before.created + done.created,
        linked: before.linked + done.linked,
        merged: before.merged + done.merged,
        unchanged: before.unchanged + done.unchanged,
        refused: before.refused + refused.length,
      };
      await keepCounts(context, batch.file, after);
      return after;
    });
  }

  async refused(file: string, beyond: number, most: number): Promise<readonly RefusedRow[]> {
    return this.#read(async (db) => {
      const rows = await db
        .selectFrom('import_refusals')
        .select('refusal')
        .where('file', '=', file)
        .where('row_number', '>', beyond)
        .orderBy('row_number')
        .limit(most)
        .execute();
      return rows.flatMap(({ refusal }) => parsed<RefusedRow>(refusal) ?? []);
    });
  }

  async end(file: string, { actor }: Cause): Promise<void> {
    await this.#write(async (context) => {
      const { trx } = context;
      const counts = await countsOf(trx, file);
      if (!counts) return;
      await trx.deleteFrom('import_refusals').where('file', '=', file).execute();
      await trx.deleteFrom('imports').where('file', '=', file).execute();
      const detail = Object.entries(counts).map(([name, count]) => `${name} ${count}`);
      const entry = { action: 'IMPORT_LINKS', caller: actor, detail: detail.join(', ') } as const;
      await audit(context, [{ ...NOBODY, ...entry }]);
    });
  }
}

const NOBODY = { userId: null, accounts: [], operationId: null, outcomes: [], code: null } as const;

async function countsOf(db: Kysely<Tables>, file: string): Promise<ImportCounts | null> {
  const row = await db
    .selectFrom('imports')
    .select('counts')
    .where('file', '=', file)
    .executeTakeFirst();
  return parsed(row?.counts ?? null);
}

async function keepCounts(
  { trx }: WriteContext,
  file: string,
  counts: ImportCounts,
): Promise<void> {
  const text = JSON.stringify(counts);
  await trx
    .insertInto('imports')
    .values({ file, counts: text })
    .onConflict((conflict) => conflict.column('file').doUpdateSet({ counts: text }))
    .execute();
}

async function keepRefused(
  { trx }: WriteContext,
  file: string,
  refused: readonly RefusedRow[],
): Promise<void> {
  const rows = refused.map((one) => ({
    file,
    row_number: one.row,
    refusal: JSON.stringify(one),
  }));
  for (const some of slices(rows, ROWS)) {
    await trx.insertInto('import_refusals').values(some).execute();
  }
}
