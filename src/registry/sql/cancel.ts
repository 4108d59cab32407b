import { UNLINKED } from '../closed-outcome.ts';
import { closeSteps } from './close-steps.ts';
import { historyRow } from './history-rows.ts';
import { liveOn } from './live-steps.ts';
import { textOf } from './operation-rows.ts';
import type { LiveStep } from '../operation-log.ts';
import type { AccountRow, Cause, UserRow } from '../registry.ts';
import type { WriteContext } from './write-context.ts';

/**
 * Accounts left a person: cancels what was accepted for somebody else than `holder`, who has them now (`null`: nobody),
 * and was not sent yet. What is on its way to them is over when its request is. A creation is no change of an account that
 * is linked: it is cancelled only where it would give the account back to the person who left it. Answers the ids of
 * the operations, and writes each into the history.
 */
export async function cancelFor(
  context: WriteContext,
  accounts: readonly AccountRow[],
  person: UserRow,
  holder: UserRow | null,
  cause: Cause,
): Promise<readonly string[]> {
  const keys = accounts.flatMap(({ backend, scope, ref }) => textOf({ backend, scope, ref }) ?? []);
  const live = (await liveOn(context, keys)).filter(
    (step) => !step.closed && step.state !== 'ANSWERED' && isAnothers(step, person, holder),
  );
  if (live.length === 0) return [];
  await closeSteps(context, live, UNLINKED);
  const rows = live.map((step) => {
    const row = accounts.find((account) => isSame(account, step.account));
    if (!row) throw new Error('A step was cancelled that is about none of the accounts.');
    const change = { userId: person.id, accountId: row.id, account: row };
    const { actor } = cause;
    return historyRow(change, { kind: 'CANCEL', actor, evidence: step.operation.id }, context.at);
  });
  await context.trx.insertInto('history').values(rows).execute();
  return [...new Set(live.map(({ operation }) => operation.id))];
}

function isAnothers(
  { write, operation: { userId } }: LiveStep,
  person: UserRow,
  holder: UserRow | null,
): boolean {
  if (write === 'create') return holder === null && isOf(person, userId);
  return holder === null || !isOf(holder, userId);
}

const isOf = ({ id, formerIds }: UserRow, userId: string | null): boolean =>
  userId !== null && (id === userId || formerIds.includes(userId));

const isSame = (row: AccountRow, { backend, scope, ref }: LiveStep['account']): boolean =>
  row.backend === backend && row.scope === scope && row.ref === ref;
