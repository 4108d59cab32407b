import { randomUUID } from 'node:crypto';
import type { Lookup, WireRecord } from '#normalise';
import type { BackendAdapter, Identifiers } from '../backend.ts';
import type { CallContext } from '../call-context.ts';
import { Credentials } from '../http/credentials.ts';
import { contractViolation } from '../http/failures.ts';
import type { HttpBackend, HttpCall } from '../http/http-backend.ts';
import { identifierFrom } from '../identifier.ts';
import { HEARD_OF, accountFields, aliasesRead } from './account.ts';
import type { Settings } from './config.ts';
import { isAbsence, refusal } from './refusal.ts';
import type { components } from './wire.ts';
import { writesOf, type Tell } from './writes.ts';

const endpoints = {
  user: ['POST', '/tract/user/'],
  userDetails: ['POST', '/tract/user/details/'],
  /** The hook of the external chat tool (ECT), whose whole URL is configured. */
  createUser: ['POST', ''],
} as const satisfies Record<string, readonly [HttpCall['method'], string]>;

type Schemas = components['schemas'];

/**
 * Haptik's external-chat-tool integration: TRACT reads a user, the ECT's hook creates one. Source: the
 * vendor's document.
 *
 * A ref is the user's id within Haptik. Without TRACT's URL there is nothing to read; without the hook's a creation is
 * skipped.
 */
export const connectHaptikTract = (settings: Settings, http: HttpBackend): BackendAdapter => {
  const { HAPTIK_TRACT_URL, HAPTIK_TRACT_TOKEN, HAPTIK_TRACT_CREATE_USER_HOOK: hook } = settings;
  const credentials = new Credentials([HAPTIK_TRACT_TOKEN], () => ({
    ...(HAPTIK_TRACT_TOKEN ? { Authorization: `Bearer ${HAPTIK_TRACT_TOKEN.value}` } : {}),
    ...JSON_CONTENT,
  }));

  /** A POST, yet a safe read. */
  const read = async (
    operation: 'user' | 'userDetails',
    body: Schemas['UserRequest'] | Schemas['UserDetailsRequest'],
    context: CallContext,
  ): Promise<WireRecord | null> => {
    const [method, path] = endpoints[operation];
    const { headers } = credentials;
    const call = { operation, method, path, headers, credentials, body, refusal, isAbsence };
    const answer = await http.call({ ...call, isRead: true }, context);
    // The body of a 200 has passed the schema that the type is generated from.
    return answer.status === 404 ? null : recordOf(answer.body as Schemas['User'], body.user_id);
  };

  const reads: BackendAdapter['reads'] = {
    user: {
      read: ({ ref }, _names, context) => read('user', { user_id: ref }, context),
      aliases: aliasesRead,
    },
    details: {
      read: ({ ref }, names, context) =>
        read('userDetails', { user_id: ref, details_requested: [...names] }, context),
      namesFrom: 'detailsAvailable',
    },
  };

  /** Not signed (decision of docs/vendors.md) and without TRACT's token, which is not for the ECT. */
  const tell: Tell = async (body, context) => {
    const [method, path] = endpoints.createUser;
    const call = { operation: 'createUser', method, path, url: hook, headers: JSON_CONTENT, body };
    const options = { refusal, creates: true, mayBeEmpty: true };
    const { body: answer, exists = false } = await http.call({ ...call, ...options }, context);
    // As above.
    const acknowledgement = answer as Schemas['CreateUserAnswer'] | undefined;
    return { exists, ectUserId: exists ? null : (acknowledgement?.ect_user_id ?? null) };
  };

  return {
    name: 'HAPTIK_TRACT',
    title: 'Haptik external chat tool',
    accountType: 'HaptikTractAccount',
    refName: 'user_id',
    configured: HAPTIK_TRACT_URL !== undefined || hook !== undefined,
    defaultScope: '',
    identifiers,
    byReference: ({ ref }) => ({ haptikUserId: String(ref) }),
    fields: accountFields,
    joinedFields: {},
    reads: HAPTIK_TRACT_URL === undefined ? {} : reads,
    mainRead: 'user',
    // Whom a hook told of, TRACT may not know yet, and may not be configured to be asked.
    lastWriteStandsIn: (aliases) => HEARD_OF in aliases,
    writes: writesOf(tell, hook !== undefined),
    creates: ['displayName', 'device.platform'],
    updates: [],
    operations: Object.keys(endpoints),
    probe: {
      address: 'HAPTIK_TRACT_URL',
      credentials: ['HAPTIK_TRACT_TOKEN'],
      unusedRef: randomUUID,
      ...(hook !== undefined && { untried: HOOK_UNTRIED }),
    },
  };
};

const HOOK_UNTRIED =
  'HAPTIK_TRACT_CREATE_USER_HOOK is not tried: whatever it is told of, it takes for a person.';

const JSON_CONTENT = { 'Content-Type': 'application/json' };

const identifiers: Identifiers = {
  haptikUserId: (value) => ({
    by: 'key',
    backend: 'HAPTIK_TRACT',
    scope: '',
    ref: identifierFrom(value),
  }),
  thirdPartyUserId: (value) => alias('thirdPartyUserId', value),
  ectUserId: (value) => alias('ectUserId', value),
};

const alias = (scheme: string, value: string): Lookup => ({
  by: 'alias',
  backend: 'HAPTIK_TRACT',
  scheme,
  value: identifierFrom(value),
});

const recordOf = (user: Schemas['User'], asked: string): WireRecord => {
  if (user.user_id !== asked) throw contractViolation('HAPTIK_TRACT', '`user_id` is another user');
  return user;
};
