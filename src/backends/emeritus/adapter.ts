import { randomUUID } from 'node:crypto';
import type { BackendAdapter, ReadOperation } from '../backend.ts';
import { Credentials } from '../http/credentials.ts';
import { refused } from '../http/failures.ts';
import type { HttpBackend, HttpCall } from '../http/http-backend.ts';
import { accountFields } from './account.ts';
import type { Settings } from './config.ts';
import { corporationsOf, identifiersOf } from './corporations.ts';
import { assertRepeats, codeAdvice, dataOf, existingIn, refusalOf } from './envelope.ts';
import { writesOf, type Post } from './writes.ts';

const endpoints = {
  /** Ver5.2023-11-22 */
  createUser: { method: 'POST', path: '/api/v5/entity/user/create' },
  /** Ver5.2023-11-01 */
  profile: { method: 'GET', path: '/api/v5/entity/profile/fetch' },
  /** Ver5.2025-04-16 */
  contact: { method: 'GET', path: '/api/v5/entity/user/contact/fetch' },
  /** Ver5.2024-04-01 */
  updateOwner: { method: 'POST', path: '/api/v5/entity/user/owner/update' },
  /** Ver5.2024-04-01 */
  updatePool: { method: 'POST', path: '/api/v5/entity/user/pool/update' },
  /** Ver5.2024-07-25 */
  updateEmail: { method: 'POST', path: '/api/v5/entity/user/email/update' },
} as const;

type Operation = keyof typeof endpoints;

/**
 * Emeritus entity API. Source: the vendor's document. The versions above are those after which the vendor offers an
 * operation; Facet expects the newest.
 *
 * A ref is the user id, its scope the corporation. Decisions that differ from the document's samples: `corp_id` and
 * `X-APP-ID` go with every call.
 */
export const connectEmeritus = (settings: Settings, http: HttpBackend): BackendAdapter => {
  const corporations = corporationsOf(settings);
  const codes = {
    notFound: new Set(settings.EMERITUS_NOT_FOUND_CODES),
    unauthorized: new Set(settings.EMERITUS_UNAUTHORIZED_CODES),
  };
  const refusalOfRead = refusalOf('read', codes);
  const refusalOfWrite = refusalOf('write', codes);
  const { EMERITUS_TOKEN: token, EMERITUS_APP_ID: app } = settings;
  const credentials = new Credentials([token], () => ({
    Authorization: `Bearer ${token?.value ?? ''}`,
    'X-APP-ID': app ?? '',
    'Content-Type': 'application/json; charset=utf-8',
  }));

  const callOf = (
    operation: Operation,
    request: Pick<HttpCall, 'query' | 'body' | 'refusal' | 'creates' | 'mayBeEmpty'>,
  ): HttpCall => {
    const { method, path } = endpoints[operation];
    return { operation, method, path, headers: credentials.headers, credentials, ...request };
  };

  const reading = (
    operation: Operation,
    further: Readonly<Record<string, string>> = {},
  ): ReadOperation => ({
    read: async (account, _names, context) => {
      const query = { corp_id: account.scope, user_id: account.ref, ...further };
      const call = callOf(operation, { query, refusal: refusalOfRead });
      const data = dataOf((await http.call(call, context)).body);
      if (data) assertRepeats(query, data);
      return data;
    },
  });

  const post: Post = async (operation, body, context) => {
    const creates = operation === 'createUser';
    const request = { body, refusal: refusalOfWrite, creates, mayBeEmpty: !creates };
    const answer = await http.call(callOf(operation, request), context);
    if (answer.exists) return existingIn(answer.body);
    // It was done, and nothing said of it.
    if (answer.body === undefined) return {};
    const data = dataOf(answer.body);
    if (!data) throw refused('EMERITUS', {}, 'EMERITUS knows no such user.');
    return data;
  };

  return {
    name: 'EMERITUS',
    title: 'Emeritus',
    accountType: 'EmeritusAccount',
    refName: 'user_id',
    configured: settings.EMERITUS_URL !== undefined,
    defaultScope: corporations.main ?? '',
    identifiers: identifiersOf(corporations),
    identifierParts: { emeritus: ['userId', 'corpId'] },
    byReference: ({ corpId, ref }) => ({
      emeritus: { corpId: String(corpId), userId: String(ref) },
    }),
    fields: accountFields,
    joinedFields: {
      emails: ['emails'],
      phones: ['mobilePhones', 'profilePhones', 'mobileBackupPhones'],
    },
    reads: {
      profile: reading('profile'),
      contactMobile: reading('contact', { contact_type: 'mobile' }),
      contactEmail: reading('contact', { contact_type: 'email' }),
      contactMobileBackup: reading('contact', { contact_type: 'mobile_backup' }),
    },
    mainRead: 'profile',
    writes: writesOf(post, corporations),
    creates: ['email', 'phone'],
    updates: ['email', 'owners', 'pool'],
    operations: Object.keys(endpoints),
    probe: {
      address: 'EMERITUS_URL',
      credentials: ['EMERITUS_TOKEN', 'EMERITUS_APP_ID', 'EMERITUS_CORP_ID'],
      unusedRef: randomUUID,
      advice: codeAdvice,
    },
  };
};
