import type { Kysely } from 'kysely';
import { LinePace } from '#telemetry';
import type { AccountKey } from '#normalise';
import type { ErasureCertificate } from '../erasure-certificate.ts';
import type { Erasures, HeldData } from '../erasures.ts';
import { accountDigest } from '../keyed-hash.ts';
import type { Cause, ContactPointsOf, UserKey, UserRow } from '../registry.ts';
import type { SqlAudit } from './sql-audit.ts';
import { conflictsOf } from './conflicts.ts';
import { historiesOf } from './history-rows.ts';
import { personOperations } from './person-operations.ts';
import type { OperationsDatabase } from './sql-operations.ts';
import type { Tables } from './tables.ts';
import { certificateOf, erasedAmong, keyDigest, suppressedRecord } from './tombstones.ts';

interface ErasuresDeps extends Pick<OperationsDatabase, 'read' | 'cipher'> {
  readonly contactPointsOf: ContactPointsOf;
  readonly hashKey: () => Promise<string>;
  readonly audit: SqlAudit;
}

/** Entries of the audit that are given out of a person. */
const MOST_AUDITED = 10_000;

/** What is kept of persons as a whole, in any SQL database that kysely speaks to. */
export class SqlErasures implements Erasures {
  readonly #deps: ErasuresDeps;
  readonly #recent = new LinePace();

  constructor(deps: ErasuresDeps) {
    this.#deps = deps;
  }

  async held(user: UserRow): Promise<HeldData> {
    const ids = [user.id, ...user.formerIds];
    const held = await this.#deps.read(async (db) => heldIn(db, user, ids, this.#deps));
    const all = { caller: null, action: null, operationId: null, since: null, until: null };
    const range = { limit: MOST_AUDITED, direction: 'newer', beyond: null } as const;
    const entries = await Promise.all(
      ids.map(async (userId) => this.#deps.audit.page({ ...all, userId }, range)),
    );
    return { ...held, audit: entries.flat() };
  }

  async find(key: UserKey): Promise<ErasureCertificate | null> {
    const digest = keyDigest(key, await this.#deps.hashKey());
    return digest === null ? null : this.#deps.read(async (db) => certificateOf(db, digest));
  }

  async suppress(accounts: readonly AccountKey[], cause: Cause): Promise<readonly AccountKey[]> {
    const { read, hashKey, audit } = this.#deps;
    const erased = await read(async (db) => erasedAmong(db, accounts, hashKey));
    if (erased.length === 0) return [];
    const key = await hashKey();
    const news = erased.filter(
      (account) => this.#recent.count(`${cause.actor} ${accountDigest(account, key)}`, 1) > 0,
    );
    if (news.length > 0) await audit.record([suppressedRecord(news, cause)]);
    return erased;
  }
}

async function heldIn(
  db: Kysely<Tables>,
  { id, accounts }: UserRow,
  ids: readonly string[],
  { cipher, contactPointsOf }: Pick<ErasuresDeps, 'cipher' | 'contactPointsOf'>,
): Promise<Omit<HeldData, 'audit'>> {
  const accountIds = accounts.map((account) => account.id);
  const deliveries = await db
    .selectFrom('deliveries')
    .select('at')
    .distinct()
    .where('user_id', 'in', ids)
    .orderBy('at')
    .execute();
  const histories = await historiesOf(db, [id]);
  return {
    // Where they are kept for look-ups there may be nothing of them but a hash.
    contactPoints: accounts.flatMap(({ id: accountId, backend, lastWrite }) =>
      (lastWrite ? contactPointsOf(backend, lastWrite.record) : []).map(({ kind, value }) => ({
        accountId,
        kind,
        value,
      })),
    ),
    history: histories.get(id) ?? [],
    operations: await personOperations(db, ids, accounts, cipher),
    conflicts: await conflictsOf(db, accountIds),
    deliveries: deliveries.map(({ at }) => at),
  };
}
