import { pathsTo } from '#normalise';
import type { AccountKey, WireRecord } from '#normalise';
import type { CreateUserInput, UserChanges } from '#schema';
import type { Acknowledgement, InputProblem, Prepared, Write, Writes } from '../backend.ts';
import type { CallContext } from '../call-context.ts';
import { contractViolation } from '../http/failures.ts';
import { heldBy } from './acknowledged.ts';
import { CARRIED, STORED, changedPerson, nestedEntries, newPerson } from './account.ts';
import { AUTH_ID_RULE, isAuthId, newAuthId } from './auth-id.ts';
import type { components } from './wire.ts';

type RegisteredUser = components['schemas']['RegisteredUser'];

/** Haptik's word that it holds the user; `registered` is `undefined` where it does not say as what. */
export interface Registration {
  readonly exists: boolean;
  readonly registered: RegisteredUser | undefined;
}

/** Sends a body. Throws `BackendError`. */
export type Send = (
  operation: 'createUser' | 'updateUser',
  body: WireRecord,
  context: CallContext,
) => Promise<Registration>;

/** What Haptik can be told. Each may be sent twice: both name the user by an `auth_id` of ours. */
export const writesOf = (send: Send): Writes => ({ create: creation(send), update: update(send) });

const IDENTIFIED_BY = ['auth_id'];

const creation = (send: Send): Write<CreateUserInput> => ({
  idempotent: true,
  identifiedBy: IDENTIFIED_BY,
  secretField: 'auth_code',
  secretOf: ({ haptik }) => haptik?.authCode ?? undefined,
  prepare: (input) => {
    const { authId = null, authCode } = input.haptik ?? {};
    const problems = [
      ...nestedEntries(input.customData),
      ...authIdProblems(authId),
      ...authCodeProblems(authCode),
    ];
    if (problems.length > 0) return { kind: 'invalid', problems };
    const account = accountKey(authId ?? newAuthId());
    const request = { auth_id: account.ref, ...newPerson(input) };
    // An id that the caller names is theirs to answer for; one of ours could be this person's second.
    const deferred = authId === null ? 'issued' : undefined;
    const stores = [...PERSON, ...pathsTo(['haptik.authId', 'haptik.authCode'])];
    return { kind: 'ready', request, account, deferred, stores };
  },
  send: async (request, secret, context) => {
    const answer = await send('createUser', withSecret(request, secret), context);
    const acknowledgement = { ...acknowledged(request, answer), existed: answer.exists };
    return answer.exists ? { ...acknowledgement, written: null } : acknowledgement;
  },
});

const update = (send: Send): Write<UserChanges> => ({
  idempotent: true,
  identifiedBy: IDENTIFIED_BY,
  secretField: 'auth_code',
  secretOf: ({ authCode }) => authCode ?? undefined,
  carries: { ...CARRIED, auth_code: 'authCode' },
  prepare: (input, account) => {
    const problems = nestedEntries(input.customData);
    if (problems.length > 0) return { kind: 'invalid', problems };
    if (!account) return skipped('The user has no account at HAPTIK.');
    const changes = { ...changedPerson(input), ...clearedAuthCode(input) };
    if (Object.keys(changes).length === 0 && (input.authCode ?? undefined) === undefined) {
      return skipped('HAPTIK stores none of these changes.');
    }
    const request = { auth_id: account.ref, ...changes };
    return { kind: 'ready', request, account, stores: [...PERSON, ['authCode']] };
  },
  send: async (request, secret, context) => {
    const answer = await send('updateUser', withSecret(request, secret), context);
    return { ...acknowledged(request, answer), existed: true };
  },
});

const PERSON = pathsTo(STORED);

const authIdProblems = (authId: string | null): readonly InputProblem[] =>
  authId === null || isAuthId(authId)
    ? []
    : [{ path: ['haptik', 'authId'], message: AUTH_ID_RULE }];

/** That there is none any more is no secret. */
const clearedAuthCode = ({ authCode }: UserChanges): WireRecord =>
  authCode === null ? { auth_code: null } : {};

const withSecret = (request: WireRecord, secret: string | undefined): WireRecord =>
  secret === undefined ? request : { ...request, auth_code: secret };

const acknowledged = (
  request: WireRecord,
  { registered }: Registration,
): Omit<Acknowledgement, 'existed'> => {
  // The id is ours, and an answer need not repeat it.
  const account = accountKey(String(request['auth_id']));
  if (registered && registered.auth_id !== account.ref) {
    throw contractViolation('HAPTIK', '`auth_id` is another user');
  }
  const { auth_code: _cleared, ...sent } = request;
  if (!registered) return { account, written: sent };
  const { record, altered } = heldBy(registered, sent);
  const written = { ...sent, ...record };
  return altered.length > 0 ? { account, written, altered } : { account, written };
};

const accountKey = (ref: string): AccountKey => ({ backend: 'HAPTIK', scope: '', ref });

const skipped = (reason: string): Prepared => ({ kind: 'skipped', reason });

const authCodeProblems = (authCode: string | null | undefined): readonly InputProblem[] =>
  authCode?.trim() === ''
    ? [{ path: ['haptik', 'authCode'], message: 'This text is blank: leave it out.' }]
    : [];
