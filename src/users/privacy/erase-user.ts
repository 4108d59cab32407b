import { FacetError } from '#errors';
import { NO_PARTS } from '#normalise';
import type { AccountKey } from '#normalise';
import { deletionRequest, performWrite, unsent, userError } from '#operations';
import type { Outcome, PreparedMutation, UserError } from '#operations';
import { accountText } from '#registry';
import type { ErasureCertificate, NewStep, OperationRow, UserKey, UserRow } from '#registry';
import type { EraseUserInput } from '#schema';
import { userKeyFrom } from '../identity/user-by.ts';
import { invalid } from '../writing/input-problems.ts';
import { findPerson } from '../writing/write-target.ts';
import type { WriteDeps } from '../writing/write-deps.ts';

/** What an erasure came to. */
export interface EraseResult {
  readonly certificate: ErasureCertificate | null;
  readonly outcomes: readonly Outcome[];
  readonly errors: readonly UserError[];
  readonly operation: OperationRow | null;
}

const LONGEST_REASON = 500;

/**
 * Removes a person from the registry, as a durable operation: writes of theirs that run are waited for, what waits is
 * cancelled. Of somebody who was erased before it answers the same certificate. A backend's identifier that nobody holds
 * is asked of its backend first, as always: then the person is erased whom it confirms.
 */
export async function eraseUser(input: EraseUserInput, deps: WriteDeps): Promise<EraseResult> {
  const { erasures } = deps.registry;
  let accounts: readonly AccountKey[] = [];
  let known: ErasureCertificate | null = null;
  const plan = async (): Promise<PreparedMutation> => {
    if (deps.visibility.isBound) return refused([NOT_WHOLE]);
    const found = await personOrCertificate(input, deps);
    if ('errors' in found) return refused(found.errors);
    if ('certificate' in found) {
      known = found.certificate;
      return refused([]);
    }
    ({ accounts } = found.user);
    return { kind: 'ready', userId: found.user.id, steps: stepsFor(found.user, input, deps) };
  };
  const performed = await performWrite(
    {
      mutation: 'eraseUser',
      key: input.idempotencyKey ?? null,
      input,
      plan,
      secretFor: () => undefined,
    },
    deps,
  );
  if (performed.kind === 'refused') {
    const { errors } = performed.refusal;
    return {
      certificate: known,
      outcomes: outcomesOf(known, accounts, deps),
      errors,
      operation: null,
    };
  }
  const { operation } = performed;
  const isDone = operation.state === 'DONE' && operation.userId !== null;
  const certificate = isDone ? await erasures.find({ by: 'userId', id: operation.userId }) : null;
  return { certificate, outcomes: outcomesOf(certificate, accounts, deps), errors: [], operation };
}

/** The same for everybody, known or not: whom it may not erase the caller learns nothing of. */
const NOT_WHOLE: UserError = {
  code: 'FORBIDDEN',
  message:
    'A whole person is erased, also with their accounts in other corporations: ask for it as a caller that is bound to none.',
  path: ['input', 'user'],
};

type Found =
  | { readonly user: UserRow }
  | { readonly certificate: ErasureCertificate }
  | { readonly errors: readonly UserError[] };

/** Whoever is known now comes first: an erased person may have come back. */
async function personOrCertificate(input: EraseUserInput, deps: WriteDeps): Promise<Found> {
  const { finder, adapters, registry } = deps;
  const problems = reasonProblems(input.reason ?? null);
  if (problems.length > 0) return { errors: problems };
  let key: UserKey;
  try {
    key = userKeyFrom(input.user, adapters);
  } catch (error) {
    if (error instanceof FacetError) return { errors: [userError(error, AT_USER)] };
    throw error;
  }
  const held = await finder.known(key);
  const certificate = held ? null : await registry.erasures.find(key);
  if (certificate) return { certificate };
  const found = await findPerson(input.user, deps);
  return 'error' in found ? { errors: [found.error] } : found;
}

const AT_USER = ['input', 'user'];

const reasonProblems = (reason: string | null): readonly UserError[] =>
  reason === null || (reason.trim() !== '' && reason.length <= LONGEST_REASON)
    ? []
    : [
        invalid(`A reason has at most ${LONGEST_REASON} characters, and is not blank.`, [
          'input',
          'reason',
        ]),
      ];

const refused = (errors: readonly UserError[]): PreparedMutation => ({
  kind: 'refused',
  refusal: { user: null, outcomes: [], errors },
});

/** One for each account, so that changes of the account and its erasure go one after another; and one of its own. */
function stepsFor(
  { accounts }: UserRow,
  { reason }: EraseUserInput,
  { adapters }: WriteDeps,
): readonly NewStep[] {
  const [first] = adapters.keys();
  if (first === undefined) return [];
  const whole = [{ backend: first, account: null }] as const;
  const steps =
    accounts.length === 0
      ? whole
      : accounts.map(({ backend, scope, ref }) => ({ backend, account: { backend, scope, ref } }));
  return steps.map(({ backend, account }) => ({
    backend,
    write: 'erase',
    state: 'INTENT',
    request: reason === null || reason === undefined ? {} : { reason },
    needsSecret: false,
    account,
    deferred: null,
    owner: null,
    follows: null,
    fields: null,
    parts: NO_PARTS,
    outcome: null,
  }));
}

/** The refs are told once, by whoever still knows them. */
function outcomesOf(
  certificate: ErasureCertificate | null,
  accounts: readonly AccountKey[],
  { adapters }: WriteDeps,
): readonly Outcome[] {
  if (!certificate) return [];
  const left = new Map(accounts.map((account) => [accountText(account), account]));
  const remaining = certificate.remaining.flatMap(({ backend, status, note, scope }) => {
    const adapter = adapters.get(backend);
    if (!adapter) return [];
    if (status !== 'UNSUPPORTED') return [unsent(backend, 'SKIPPED', 'NOT_FOUND', note)];
    const own = [...left.values()].find((one) => one.backend === backend && one.scope === scope);
    if (own) left.delete(accountText(own));
    const outcome = unsent(
      backend,
      'UNSUPPORTED',
      'UNSUPPORTED',
      deletionRequest(adapter, own ?? null),
    );
    return [{ ...outcome, ref: own?.ref ?? null }];
  });
  return remaining;
}
