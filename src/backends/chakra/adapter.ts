import { randomUUID } from 'node:crypto';
import { InputError } from '#errors';
import type { AccountKey, WireRecord } from '#normalise';
import type { BackendAdapter, Identifiers } from '../backend.ts';
import type { CallContext } from '../call-context.ts';
import { Credentials } from '../http/credentials.ts';
import { contractViolation } from '../http/failures.ts';
import type { HttpBackend, HttpCall, Refusal } from '../http/http-backend.ts';
import { accountFields } from './account.ts';
import type { Settings } from './config.ts';
import { chakraId } from './id.ts';
import type { components } from './wire.ts';

const endpoints = {
  user: { method: 'GET', path: (id: string) => `/v1/ext/user/${id}` },
} as const;

type UserEnvelope = components['schemas']['UserEnvelope'];

/**
 * Chakra external API: reads a user, documents no write. Source: the vendor's document.
 *
 * A ref is the user's UUID in lower case. A deleted user is still an account.
 */
export const connectChakra = (settings: Settings, http: HttpBackend): BackendAdapter => {
  const token = settings.CHAKRA_TOKEN;
  const credentials = new Credentials([token], () => ({
    Authorization: `Bearer ${token?.value ?? ''}`,
  }));

  const user = async (
    { ref }: AccountKey,
    _names: readonly string[],
    context: CallContext,
  ): Promise<WireRecord | null> => {
    const id = chakraId(ref);
    // Nobody can have such an id, and it must not get into a path.
    if (id === null) return null;
    const answer = await http.call(userCall(id, credentials), context);
    // The body of a 200 has passed the schema that the type is generated from.
    return answer.status === 404 ? null : userOf(answer.body as UserEnvelope, id);
  };

  return {
    name: 'CHAKRA',
    title: 'Chakra',
    accountType: 'ChakraAccount',
    refName: 'id',
    configured: settings.CHAKRA_URL !== undefined,
    defaultScope: '',
    identifiers,
    byReference: ({ ref }) => ({ chakraId: String(ref) }),
    fields: accountFields(settings.CHAKRA_EPOCH_UNIT),
    joinedFields: { emails: ['emails'], phones: ['phones'] },
    reads: { user: { read: user } },
    mainRead: 'user',
    writes: {},
    creates: [],
    updates: [],
    operations: ['user'],
    probe: { address: 'CHAKRA_URL', credentials: ['CHAKRA_TOKEN'], unusedRef: randomUUID },
  };
};

const identifiers: Identifiers = {
  chakraId: (value) => {
    const ref = chakraId(value);
    if (ref === null) throw new InputError('A Chakra id is a UUID.', []);
    return { by: 'key', backend: 'CHAKRA', scope: '', ref };
  },
};

const userCall = (id: string, credentials: Credentials): HttpCall => ({
  operation: 'user',
  method: endpoints.user.method,
  path: endpoints.user.path(id),
  headers: credentials.headers,
  credentials,
  isAbsence,
  refusal,
  conceal: [id],
});

const userOf = ({ _data: user }: UserEnvelope, id: string): WireRecord | null => {
  if (user === null) return null;
  if (user.id !== id && chakraId(user.id) !== id)
    throw contractViolation('CHAKRA', '`_data.id` is not the one asked for');
  return user;
};

/** A 404 in Chakra's envelope; a gateway's is another document. */
const isAbsence = (body: unknown): boolean =>
  typeof body === 'object' &&
  body !== null &&
  ['_data', '_errors', '_meta'].some((key) => Object.hasOwn(body, key));

/** A non-empty `_errors` is a failure, whatever the status. Its entries' shape is not documented. */
const refusal = (body: unknown): Refusal | null => {
  if (typeof body !== 'object' || body === null || !('_errors' in body)) return null;
  const errors = body._errors;
  return Array.isArray(errors) && errors.length > 0 ? { message: messageOf(errors[0]) } : null;
};

const messageOf = (error: unknown): string | undefined => {
  if (typeof error === 'string') return error;
  return typeof error === 'object' &&
    error !== null &&
    'message' in error &&
    typeof error.message === 'string'
    ? error.message
    : undefined;
};
