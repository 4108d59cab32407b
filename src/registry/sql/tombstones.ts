import type { Kysely } from 'kysely';
import type { AccountKey } from '#normalise';
import type { AuditRecord } from '../audit-log.ts';
import type { ErasureCertificate } from '../erasure-certificate.ts';
import { accountDigest, userDigest } from '../keyed-hash.ts';
import type { Cause, UserKey } from '../registry.ts';
import { audit } from './audit-rows.ts';
import { parsed } from './operation-rows.ts';
import { slices } from './slices.ts';
import type { Tables } from './tables.ts';
import type { Batch, WriteContext } from './write-context.ts';

/** Digests in one statement. */
const DIGESTS = 500;

/** The certificate of an erased person, by one of the keyed hashes. */
export async function certificateOf(
  db: Kysely<Tables>,
  digest: string,
): Promise<ErasureCertificate | null> {
  const found = await db
    .selectFrom('tombstones')
    .innerJoin('erasures', 'erasures.id', 'tombstones.erasure_id')
    .select('certificate')
    .where('digest', '=', digest)
    .executeTakeFirst();
  return parsed<ErasureCertificate>(found?.certificate ?? null);
}

/** By what a person can be known again; `null` for what several people may share. */
export function keyDigest(key: UserKey, hashKey: string): string | null {
  switch (key.by) {
    case 'userId':
      return userDigest(key.id, hashKey);
    case 'key':
      return accountDigest(key, hashKey);
    case 'accountId':
    case 'alias':
      return null;
  }
}

/** Of these accounts those of erased persons. Where nobody was erased that is one short look. */
export async function erasedAmong<A extends AccountKey>(
  db: Kysely<Tables>,
  accounts: readonly A[],
  hashKey: () => Promise<string>,
): Promise<readonly A[]> {
  if (accounts.length === 0) return [];
  if (!(await db.selectFrom('tombstones').select('digest').limit(1).executeTakeFirst())) return [];
  const key = await hashKey();
  const byDigest = Map.groupBy(accounts, (account) => accountDigest(account, key));
  const found: A[] = [];
  for (const some of slices([...byDigest.keys()], DIGESTS)) {
    const rows = await db
      .selectFrom('tombstones')
      .select('digest')
      .where('digest', 'in', some)
      .execute();
    found.push(...rows.flatMap(({ digest }) => byDigest.get(digest) ?? []));
  }
  return found;
}

/** The others of these accounts; that erased ones were named is in the audit, in the same transaction. */
export async function withoutErased<A extends AccountKey>(
  context: WriteContext,
  accounts: readonly A[],
  cause: Cause,
): Promise<readonly A[]> {
  const erased = await erasedAmong(context.trx, accounts, context.hashKey);
  if (erased.length === 0) return accounts;
  await audit(context, [suppressedRecord(erased, cause)]);
  const gone = new Set(erased);
  return accounts.filter((account) => !gone.has(account));
}

/** Somebody decided that an erased person's record is taken up again, or a backend made it anew. */
export async function liftTombstone(
  { together }: WriteContext,
  account: AccountKey,
): Promise<void> {
  await together(liftAll, account);
}

const liftAll: Batch<AccountKey, void> = async ({ trx, hashKey }, accounts) => {
  const erased = await erasedAmong(trx, accounts, hashKey);
  if (erased.length === 0) return [];
  const key = await hashKey();
  const digests = erased.map((account) => accountDigest(account, key));
  await trx.deleteFrom('tombstones').where('digest', 'in', digests).execute();
  return [];
};

export const suppressedRecord = (
  accounts: readonly AccountKey[],
  { actor, evidence }: Cause,
): AuditRecord => ({
  caller: actor,
  action: 'SUPPRESSED',
  userId: null,
  accounts,
  operationId: null,
  outcomes: [],
  code: null,
  detail: evidence,
});
