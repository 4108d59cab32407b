import type { Kysely } from 'kysely';
import { isKeepable } from '#normalise';
import type { AuditEntry, AuditLog, AuditQuery, AuditRange, AuditRecord } from '../audit-log.ts';
import { accountDigest } from '../keyed-hash.ts';
import { audit, permitting } from './audit-rows.ts';
import { GroupedWrites } from './grouped-writes.ts';
import { parsed } from './operation-rows.ts';
import type { OperationsDatabase } from './sql-operations.ts';
import type { Tables } from './tables.ts';
import type { WriteContext } from './write-context.ts';

interface AuditDeps extends Pick<OperationsDatabase, 'read' | 'write'> {
  readonly hashKey: () => Promise<string>;
}

/** The audit in any SQL database that kysely speaks to. */
export class SqlAudit implements AuditLog {
  readonly #deps: AuditDeps;
  readonly #grouped: GroupedWrites;

  constructor(deps: AuditDeps) {
    this.#deps = deps;
    this.#grouped = new GroupedWrites(async (work) => deps.write(work));
  }

  async record(records: readonly AuditRecord[]): Promise<void> {
    if (records.length === 0) return;
    await this.#grouped.run(async (context) => audit(context, records));
  }

  async page(query: AuditQuery, range: AuditRange): Promise<readonly AuditEntry[]> {
    // What no text may hold is in no entry, and PostgreSQL refuses to look for it.
    if (![query.caller, query.userId, query.operationId].every(mayBeKept)) return [];
    const key = await this.#deps.hashKey();
    return this.#deps.read(async (db) => {
      const rows = await rowsOf(db, query, range);
      const refs = await refsOf(db, rows, key);
      return rows.map((row) => entryFrom(row, refs));
    });
  }

  async sweep(ageMs: number): Promise<number> {
    return this.#deps.write(async ({ trx, at }: WriteContext) => {
      const since = new Date(Date.parse(at) - ageMs).toISOString();
      const old = trx.selectFrom('audit').select('id').where('at', '<', since).limit(1);
      if (!(await old.executeTakeFirst())) return 0;
      const gone = await permitting(trx, 'audit', async () =>
        trx.deleteFrom('audit').where('at', '<', since).executeTakeFirst(),
      );
      return Number(gone.numDeletedRows);
    });
  }

  /** Waits for the entries that others share a transaction with. */
  async finish(): Promise<void> {
    await this.#grouped.finish();
  }
}

const mayBeKept = (text: string | null): boolean => text === null || isKeepable(text);

type StoredEntry = Tables['audit'];

async function rowsOf(
  db: Kysely<Tables>,
  { caller, action, userId, operationId, since, until }: AuditQuery,
  { limit, direction, beyond }: AuditRange,
): Promise<readonly StoredEntry[]> {
  return db
    .selectFrom('audit')
    .selectAll()
    .$if(caller !== null, (rows) => rows.where('caller', '=', caller))
    .$if(action !== null, (rows) => rows.where('action', '=', action ?? 'CREATE_USER'))
    .$if(userId !== null, (rows) => rows.where('user_id', '=', userId))
    .$if(operationId !== null, (rows) => rows.where('operation_id', '=', operationId))
    .$if(since !== null, (rows) => rows.where('at', '>=', since ?? ''))
    .$if(until !== null, (rows) => rows.where('at', '<', until ?? ''))
    .$if(beyond !== null, (rows) =>
      rows.where('id', direction === 'older' ? '<' : '>', beyond ?? ''),
    )
    .orderBy('id', direction === 'older' ? 'desc' : 'asc')
    .limit(limit)
    .execute();
}

/** The identifiers that the registry still has of the people in these entries, by their keyed hashes. */
async function refsOf(
  db: Kysely<Tables>,
  rows: readonly StoredEntry[],
  key: string,
): Promise<ReadonlyMap<string, string>> {
  const told = [...new Set(rows.flatMap(({ user_id: id }) => id ?? []))];
  if (told.length === 0) return new Map();
  const people = await db
    .selectFrom('users')
    .select(['id', 'merged_into'])
    .where('id', 'in', told)
    .execute();
  const ids = [...new Set([...told, ...people.flatMap(({ merged_into: id }) => id ?? [])])];
  const places = ['backend', 'scope', 'ref'] as const;
  const held = await db.selectFrom('accounts').select(places).where('user_id', 'in', ids).execute();
  const past = await db
    .selectFrom('history')
    .select(places)
    .distinct()
    .where('user_id', 'in', ids)
    .execute();
  return new Map([...held, ...past].map((account) => [accountDigest(account, key), account.ref]));
}

interface KeptAccount {
  readonly backend: AuditEntry['accounts'][number]['backend'];
  readonly scope: string;
  readonly digest: string;
}

function entryFrom(row: StoredEntry, refs: ReadonlyMap<string, string>): AuditEntry {
  const accounts = parsed<readonly KeptAccount[]>(row.accounts) ?? [];
  return {
    id: row.id,
    at: row.at,
    caller: row.caller,
    action: row.action,
    userId: row.user_id,
    accounts: accounts.map(({ backend, scope, digest }) => ({
      backend,
      scope,
      ref: refs.get(digest) ?? null,
      digest,
    })),
    operationId: row.operation_id,
    outcomes: parsed<AuditEntry['outcomes']>(row.outcomes) ?? [],
    code: row.code,
    detail: row.detail,
  };
}
