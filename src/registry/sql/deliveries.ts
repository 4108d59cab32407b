import type { Kysely } from 'kysely';
import { mergeReport, refresh } from './account-writes.ts';
import { adopt } from './adopt.ts';
import type { Tables } from './tables.ts';
import { accountAmong } from '../match.ts';
import type { Cause, Delivery } from '../registry.ts';
import type { WriteContext } from './write-context.ts';

/** Far longer than any vendor delivers a call again by itself; later a copy of it would be news. */
const KEPT_MS = 30 * 24 * 3_600_000;

const keptSince = (at: string): string => new Date(Date.parse(at) - KEPT_MS).toISOString();

/** Whom a delivery was answered with before; `null` when it is new. */
export async function answeredWith(
  db: Kysely<Tables>,
  { digests }: Delivery,
  at: string,
): Promise<string | null> {
  const known = await db
    .selectFrom('deliveries')
    .select('user_id')
    .where('digest', 'in', digests)
    .where('at', '>', keptSince(at))
    .orderBy('at')
    .executeTakeFirst();
  return known?.user_id ?? null;
}

/**
 * Records what a delivery tells, unless it was recorded before; answers whose account it is, and `null` for that of a
 * person who was erased, of whom nothing is recorded.
 */
export async function deliver(
  context: WriteContext,
  delivery: Delivery,
  cause: Cause,
): Promise<string | null> {
  const known = await answeredWith(context.trx, delivery, context.at);
  if (known !== null) return known;
  const { account, reported, identifying, aliasesFor } = delivery;
  const row = accountAmong(await adopt(context, [account], cause), account);
  if (!row) return null;
  const { backend, scope, ref, userId } = row;
  await refresh(context, row, { backend, scope, ref, aliases: aliasesFor(userId) });
  await mergeReport(context, row.id, reported, identifying);
  await remember(context, delivery, userId);
  return userId;
}

/** And forgets what is too old. */
async function remember(
  { trx, at }: WriteContext,
  { digests }: Delivery,
  userId: string,
): Promise<void> {
  await trx.deleteFrom('deliveries').where('at', '<=', keptSince(at)).execute();
  await trx
    .insertInto('deliveries')
    .values([...new Set(digests)].map((digest) => ({ digest, user_id: userId, at })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
