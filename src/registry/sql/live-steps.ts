import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';
import { parsed, textOf } from './operation-rows.ts';
import type { LiveStep, OperationRow, StepRow } from '../operation-log.ts';
import { padded } from './slices.ts';
import type { Batch, WriteContext } from './write-context.ts';

/** Whether something of a step may still be sent: it is not over, or its caller may take it up again by the key. */
const isLive = ({ state, outcome }: StepRow): boolean => state !== 'DONE' || isResumable(outcome);

const isResumable = (outcome: StepRow['outcome']): boolean => outcome?.resumable === true;

/** As in `Operations.beside`. */
export async function stepsBeside(
  { id, steps }: OperationRow,
  ask: (accounts: readonly string[]) => Promise<readonly LiveStep[]>,
): Promise<readonly LiveStep[]> {
  const accounts = steps.filter(isLive).flatMap(({ account }) => textOf(account) ?? []);
  const beside = await ask(accounts);
  return beside.filter(({ operation }) => operation.id !== id);
}

/** As `liveSteps`, with what others ask for. */
export async function liveOn(
  { together }: WriteContext,
  accounts: readonly string[],
): Promise<readonly LiveStep[]> {
  return accounts.length === 0 ? [] : together(allLive, accounts);
}

const allLive: Batch<readonly string[], readonly LiveStep[]> = async ({ trx }, wanted) => {
  const live = await liveSteps(trx, [...new Set(wanted.flat())]);
  const byAccount = Map.groupBy(live, ({ account }) => textOf(account));
  return wanted.map((accounts) =>
    accounts.length === 1
      ? (byAccount.get(accounts[0] ?? null) ?? [])
      : live.filter(({ account }) => accounts.includes(textOf(account) ?? '')),
  );
};

/** What may still be sent to accounts, oldest first. */
export async function liveSteps(
  db: Kysely<Tables>,
  accounts: readonly string[],
): Promise<readonly LiveStep[]> {
  if (accounts.length === 0) return [];
  const rows = await db
    .selectFrom('operation_steps as step')
    .innerJoin('operations', 'operations.id', 'step.operation_id')
    .select([
      'step.position',
      'step.backend',
      'step.write',
      'step.state',
      'step.sent_at',
      'step.fields',
      'step.closed',
      'step.needs_secret',
      'step.live_account',
      'operations.id',
      'operations.sequence',
      'operations.state as operation_state',
      'operations.due_at',
      'operations.user_id',
    ])
    .where('step.live_account', 'in', padded(accounts))
    .orderBy('operations.sequence')
    .orderBy('step.position')
    .execute();
  return rows.flatMap(({ live_account: account, ...row }) =>
    account === null
      ? []
      : {
          position: row.position,
          backend: row.backend,
          write: row.write,
          state: row.state,
          sentAt: row.sent_at,
          fields: parsed(row.fields),
          closed: parsed(row.closed),
          needsSecret: row.needs_secret !== 0,
          account: JSON.parse(account),
          operation: {
            id: row.id,
            sequence: row.sequence,
            state: row.operation_state,
            dueAt: row.due_at,
            userId: row.user_id,
          },
        },
  );
}
