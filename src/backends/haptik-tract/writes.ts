import { isPlainIdentifier, pathsTo } from '#normalise';
import type { AccountKey, WireRecord } from '#normalise';
import type { CreateUserInput } from '#schema';
import type { Acknowledgement, Prepared, Writes } from '../backend.ts';
import type { CallContext } from '../call-context.ts';
import { IDENTIFIER_RULE } from '../identifier.ts';
import { aliasesOf, newUser } from './account.ts';

/** The ECT's word that it holds the user. */
export interface Answer {
  readonly exists: boolean;
  readonly ectUserId: string | null;
}

/** Tells the external chat tool (ECT) of a new user. Throws `BackendError`. */
export type Tell = (body: WireRecord, context: CallContext) => Promise<Answer>;

/**
 * What the ECT can be told. Nothing in the hook's document says that it knows a `user_id` again: told twice, it may
 * open a second case for the person.
 */
export const writesOf = (tell: Tell, hasHook: boolean): Writes => ({
  create: {
    idempotent: false,
    identifiedBy: ['user_id'],
    prepare: (input) => prepareCreation(input, hasHook),
    send: async (request, _secret, context) => acknowledged(request, await tell(request, context)),
  },
});

const NO_HOOK = {
  kind: 'skipped',
  reason: 'No create-user hook is configured: HAPTIK_TRACT_CREATE_USER_HOOK is not set.',
  code: 'NOT_CONFIGURED',
} as const satisfies Prepared;

const NO_USER_ID = {
  kind: 'skipped',
  reason: 'HAPTIK_TRACT needs haptikTract.userId.',
} as const satisfies Prepared;

const STORES = pathsTo([
  'displayName',
  'device.platform',
  'haptikTract.userId',
  'haptikTract.thirdPartyUserId',
  'haptikTract.detailsAvailable',
]);

const NO_PLATFORM_NAME = [
  { path: ['device', 'platform'], reason: 'HAPTIK_TRACT has no name for this platform.' },
];

const prepareCreation = (input: CreateUserInput, hasHook: boolean): Prepared => {
  const { haptikTract } = input;
  if (!haptikTract) return hasHook ? NO_USER_ID : NO_HOOK;
  const { userId, thirdPartyUserId } = haptikTract;
  const problems = Object.entries({ userId, thirdPartyUserId })
    .filter(([, id]) => typeof id === 'string' && !isPlainIdentifier(id))
    .map(([name]) => ({ path: ['haptikTract', name], message: IDENTIFIER_RULE }));
  if (problems.length > 0) return { kind: 'invalid', problems };
  if (!hasHook) return { ...NO_HOOK, account: accountKey(haptikTract.userId) };
  const request = newUser(input, haptikTract);
  // What the ECT was told cannot be taken back.
  return {
    kind: 'ready',
    request,
    account: accountKey(request.user_id),
    deferred: 'named',
    stores: STORES,
    leavesOut: request.device_platform ? [] : NO_PLATFORM_NAME,
  };
};

const acknowledged = (request: WireRecord, { exists, ectUserId }: Answer): Acknowledgement => {
  const written = ectUserId ? { ...request, ect_user_id: ectUserId } : request;
  // `prepareCreation` put the id there; the answer does not repeat it.
  const account = accountKey(String(request['user_id']));
  const aliases = aliasesOf(written);
  return { account, existed: exists, written: exists ? null : written, aliases };
};

const accountKey = (ref: string): AccountKey => ({ backend: 'HAPTIK_TRACT', scope: '', ref });
