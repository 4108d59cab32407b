import type { BackendAdapter, CallContext } from '#backends';
import type { AccountKey } from '#normalise';
import type { BackendErasure, Claim, OperationRow, StepChange } from '#registry';
import type { Backend } from '#schema';
import { ownError } from './outcome.ts';
import type { RunDeps } from './sending.ts';

/**
 * Runs an erasure under a claim: removes the person in one transaction, then sees to it that the database's files hold
 * nothing of them, and is done only after that. Whoever takes it over after a crash does what is left. No backend
 * documents a deletion: nothing is sent.
 */
export async function runErasure(
  operation: OperationRow,
  claim: Claim,
  { onChange }: Pick<CallContext, 'onChange'>,
  { log, adapters, settings }: RunDeps,
): Promise<OperationRow> {
  const order = {
    reason: null,
    atBackends: (accounts: readonly AccountKey[]) => erasuresAt(accounts, adapters),
  };
  await log.advance(claim, async (fresh, scope) => {
    await scope.erase(fresh, { ...order, reason: reasonOf(fresh) });
    return { userId: fresh.userId, steps: fresh.steps.filter(isOpen).map(lastWord), sent: [] };
  });
  await log.scrub();
  // What was read of the person while it ran is not to be used either.
  for (const { account } of operation.steps) if (account) onChange?.(account);
  return log.complete(claim, async (fresh) => ({
    userId: fresh.userId,
    steps: [],
    state: 'DONE',
    dueAt: new Date(log.now() + settings.idempotencyTtlMs).toISOString(),
    waits: 0,
  }));
}

const isOpen = ({ state }: StepChange | OperationRow['steps'][number]): boolean => state !== 'DONE';

/** Why, as its caller put it: on the first step, as every erasure has one. */
const reasonOf = ({ steps }: OperationRow): string | null => {
  const reason = steps[0]?.request['reason'];
  return typeof reason === 'string' ? reason : null;
};

const lastWord = ({ position, backend }: OperationRow['steps'][number]): StepChange => ({
  position,
  state: 'DONE',
  outcome: {
    status: 'UNSUPPORTED',
    account: null,
    error: ownError('UNSUPPORTED', `${backend} documents no deletion: see the certificate.`),
  },
});

/** What each backend comes to, in the enum's order: the person's accounts there, or that there is none. */
function erasuresAt(
  accounts: readonly AccountKey[],
  adapters: ReadonlyMap<Backend, BackendAdapter>,
): readonly BackendErasure[] {
  return [...adapters.values()].flatMap((adapter): readonly BackendErasure[] => {
    const { name: backend } = adapter;
    const own = accounts.filter((account) => account.backend === backend);
    if (own.length === 0) return [{ backend, status: 'SKIPPED', account: null, note: NO_RECORD }];
    const note = deletionRequest(adapter, null);
    return own.map((account) => ({ backend, status: 'UNSUPPORTED', account, note }));
  });
}

const NO_RECORD = 'The person had no record there that Facet knew of.';

/** Whom to ask for what; `account` is named where it may be told. */
export function deletionRequest(
  { name, title, refName }: Pick<BackendAdapter, 'name' | 'title' | 'refName'>,
  account: AccountKey | null,
): string {
  const which = account
    ? `${account.ref}${account.scope === '' ? '' : ` (${account.scope})`}`
    : 'of the person, whose keyed hash this has';
  return (
    `${name} documents no deletion. Ask whoever runs ${title} to delete the record with the ` +
    `${refName} ${which}, and all that was made of it.`
  );
}
