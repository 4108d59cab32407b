import { InputError } from '#errors';
import { LAST_WRITE, type BackendAdapter, type Identifiers, type Probe } from '../backend.ts';
import { Credentials } from '../http/credentials.ts';
import type { HttpBackend, HttpCall, Refusal } from '../http/http-backend.ts';
import { STORED, accountFields } from './account.ts';
import { AUTH_ID_RULE, isAuthId } from './auth-id.ts';
import type { Settings } from './config.ts';
import type { components } from './wire.ts';
import { writesOf, type Send } from './writes.ts';

const endpoints = {
  createUser: ['POST', '/v1.0/user/'],
  updateUser: ['PUT', '/v1.0/user/'],
} as const satisfies Record<string, readonly [HttpCall['method'], string]>;

/**
 * Haptik User API: creates and updates a user, documents no read. Source: the vendor's document.
 *
 * A ref is the `auth_id`, which is ours.
 */
export const connectHaptik = (settings: Settings, http: HttpBackend): BackendAdapter => {
  const { HAPTIK_TOKEN: token, HAPTIK_CLIENT_ID: client } = settings;
  const credentials = new Credentials([token], () => ({
    Authorization: `Bearer ${token?.value ?? ''}`,
    'client-id': client ?? '',
    'Content-Type': 'application/json',
  }));

  const send: Send = async (operation, body, context) => {
    const [method, path] = endpoints[operation];
    const { headers } = credentials;
    const call = { operation, method, path, headers, credentials, body, refusal, mayBeEmpty: true };
    const creates = operation === 'createUser';
    const { body: answer, exists = false } = await http.call({ ...call, creates }, context);
    // The body of a success has passed the schema that the type is generated from.
    const registered = answer as components['schemas']['RegisteredUser'] | undefined;
    return { exists, registered: exists ? undefined : registered };
  };

  const reach: Probe['reach'] = (context) => {
    const [, path] = endpoints.createUser;
    const { headers } = credentials;
    const call = { operation: 'createUser', path, headers, credentials, refusal, mayBeEmpty: true };
    return http.call({ ...call, method: 'GET' }, context);
  };

  return {
    name: 'HAPTIK',
    title: 'Haptik',
    accountType: 'HaptikAccount',
    refName: 'auth_id',
    configured: settings.HAPTIK_URL !== undefined,
    defaultScope: '',
    identifiers,
    byReference: ({ ref }) => ({ authId: String(ref) }),
    fields: accountFields,
    joinedFields: {},
    reads: {},
    mainRead: LAST_WRITE,
    writes: writesOf(send),
    creates: STORED,
    updates: STORED,
    operations: Object.keys(endpoints),
    probe: { address: 'HAPTIK_URL', credentials: ['HAPTIK_TOKEN', 'HAPTIK_CLIENT_ID'], reach },
  };
};

const identifiers: Identifiers = {
  authId: (value) => {
    if (!isAuthId(value)) throw new InputError(AUTH_ID_RULE, []);
    return { by: 'key', backend: 'HAPTIK', scope: '', ref: value };
  },
};

const refusal = (body: unknown): Refusal | null => {
  if (typeof body !== 'object' || body === null || !('error_message' in body)) return null;
  const message = body.error_message;
  return typeof message === 'string' && message !== '' ? { message } : null;
};
