import { isIdentifier } from '#normalise';
import type { AccountKey, WireRecord, InputPath } from '#normalise';
import type { ErrorCode } from '#schema';
import type { OwnerChangeInput, Prepared, Write, Writes } from '../backend.ts';
import type { CallContext } from '../call-context.ts';
import { contractViolation } from '../http/failures.ts';
import { newEntity } from './account.ts';
import { NO_CORPORATION, UNKNOWN_CORPORATION, type Corporations } from './corporations.ts';
import { assertRepeats } from './envelope.ts';

export type WriteOperation = 'createUser' | 'updateOwner' | 'updatePool' | 'updateEmail';

/** Posts a body, answers `data`. Throws `BackendError`, also when there is no such user. */
export type Post = (
  operation: WriteOperation,
  body: WireRecord,
  context: CallContext,
) => Promise<WireRecord>;

/**
 * What Emeritus can be told. Each may be sent twice: a creation answers `is_user_exists`, the updates set what is set
 * already, and an owner is on the list or not.
 */
export const writesOf = (post: Post, corporations: Corporations): Writes => ({
  create: creation(post, corporations),
  update: emailUpdate(post),
  owner: ownerUpdate(post),
  pool: poolUpdate(post),
});

const IDENTIFIED_BY = ['user_id', 'corp_id'];

const creation = (post: Post, { main, has }: Corporations): NonNullable<Writes['create']> => ({
  idempotent: true,
  identifiedBy: IDENTIFIED_BY,
  scopeOf: ({ emeritus }) => ({
    scope: emeritus?.corpId ?? main ?? '',
    path: ['emeritus', 'corpId'],
  }),
  prepare: (input) => {
    const corpId = input.emeritus?.corpId ?? main;
    if (corpId === undefined) return skipped(NO_CORPORATION);
    if (!has(corpId)) return invalid(['emeritus', 'corpId'], UNKNOWN_CORPORATION, 'FORBIDDEN');
    const request = newEntity(input, corpId);
    if (!request) return skipped('EMERITUS needs a phone number or an e-mail address.');
    if (!('mobile' in request)) {
      const leavesOut = input.phone ? [{ path: ['phone'], reason: NO_AREA_CODE }] : [];
      return { kind: 'ready', request, stores: [['email']], leavesOut };
    }
    // A creation is by one of the two: the document's update of the address follows.
    const followUp = input.email
      ? { request: { email: input.email }, stores: [['email']] }
      : undefined;
    return { kind: 'ready', request, stores: [['phone']], followUp };
  },
  send: async (request, _secret, context) => {
    const data = await post('createUser', request, context);
    const { user_id: id, is_user_exists: isThere } = data;
    const existed = isThere === true;
    // It refused the creation and does not say for whom.
    if (existed && (id === null || id === undefined))
      return { account: null, existed, written: null };
    const account = keyOf({ ...request, user_id: id });
    if (!isIdentifier(account.ref)) {
      throw contractViolation('EMERITUS', '`data.user_id` is no identifier');
    }
    return { account, existed, written: null };
  },
});

const NO_AREA_CODE =
  'EMERITUS takes a number with its area code, and this one has none that is known.';

const emailUpdate = (post: Post): Required<Writes>['update'] => ({
  addressed: (change, { ref, scope }) => ({ user_id: ref, corp_id: scope, ...change }),
  idempotent: true,
  identifiedBy: IDENTIFIED_BY,
  prepare: ({ email }, account) => {
    if (email === undefined) return skipped('EMERITUS stores no change but the e-mail address.');
    if (email === null) return skipped('EMERITUS cannot clear an e-mail address.');
    return about(account, { email }, [['email']]);
  },
  send: async (request, _secret, context) => {
    const { account } = await update(post, 'updateEmail', request, context);
    // Its contact can be read: nothing is to be remembered.
    return { account, existed: true, written: null };
  },
});

const ownerUpdate = (post: Post): Write<OwnerChangeInput> => ({
  idempotent: true,
  identifiedBy: IDENTIFIED_BY,
  prepare: ({ owner, change }, account) =>
    about(account, { owner_id: owner, event_type: change === 'ADD' ? 'add' : 'remove' }, []),
  send: async (request, _secret, context) => {
    const { account, data } = await update(post, 'updateOwner', request, context);
    const { owner_id: owners } = data;
    return { account, existed: true, written: owners === undefined ? null : { owner_id: owners } };
  },
});

const poolUpdate = (post: Post): Write<string> => ({
  idempotent: true,
  identifiedBy: IDENTIFIED_BY,
  prepare: (pool, account) =>
    pool.trim() === ''
      ? invalid(['pool'], 'A pool is not blank.', 'INVALID_INPUT')
      : about(account, { pool }, [['pool']]),
  send: async (request, _secret, context) => {
    const { account } = await update(post, 'updatePool', request, context);
    return { account, existed: true, written: { pool: request['pool'] } };
  },
});

const update = async (
  post: Post,
  operation: WriteOperation,
  request: WireRecord,
  context: CallContext,
): Promise<{ readonly account: AccountKey; readonly data: WireRecord }> => {
  const account = keyOf(request);
  const data = await post(operation, request, context);
  assertRepeats({ user_id: account.ref, corp_id: account.scope }, data);
  return { account, data };
};

const about = (
  account: AccountKey | null,
  change: WireRecord,
  stores: readonly InputPath[],
): Prepared => {
  if (!account) return skipped('The user has no account at EMERITUS.');
  const request = { user_id: account.ref, corp_id: account.scope, ...change };
  return { kind: 'ready', request, account, stores };
};

const keyOf = ({ corp_id: scope, user_id: ref }: WireRecord): AccountKey => ({
  backend: 'EMERITUS',
  scope: String(scope),
  ref: String(ref),
});

const skipped = (reason: string): Prepared => ({ kind: 'skipped', reason });

const invalid = (path: readonly string[], message: string, code: ErrorCode): Prepared => ({
  kind: 'invalid',
  problems: [{ path, message, code }],
});
