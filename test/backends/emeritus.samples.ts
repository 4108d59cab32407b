import { expect } from 'vitest';
import type { Write, CallContext } from '#backends';
import type { WireRecord } from '#normalise';
import type { Sample } from './contract.ts';

export const userId = '5f9b0b1b-5b0b-4b1b-9b0b-1b5b0b4b1b9b';
export const account = { backend: 'EMERITUS', scope: 'corp-1', ref: userId } as const;
export const ids = { user_id: userId, corp_id: 'corp-1' };

export const environment = (url: string) => ({
  EMERITUS_URL: url,
  EMERITUS_TOKEN: 'emeritus-secret',
  EMERITUS_APP_ID: 'app-7',
  EMERITUS_CORP_ID: 'corp-1',
  EMERITUS_CORP_IDS: 'corp-2, corp-3',
  EMERITUS_NOT_FOUND_CODES: '1404',
});

const headers = {
  authorization: 'Bearer emeritus-secret',
  'x-app-id': 'app-7',
  'content-type': 'application/json; charset=utf-8',
};

export const success = (data: unknown) => ({ code: 0, msg: 'success.', data });

const reading = (
  name: string,
  read: string,
  [operation, target]: readonly [operation: string, target: string],
  data: WireRecord,
): Sample => ({
  name,
  operation,
  run: async (adapter, context) => adapter.reads[read]?.read(account, [], context),
  sends: { method: 'GET', target: `/api/v5/entity/${target}`, headers, body: undefined },
  answer: success(data),
  returns: data,
  violations: {
    code: { code: '0', data },
    data: { code: 0 },
    'data.user_id': success({ ...data, user_id: 'somebody-else' }),
    'data.corp_id': success({ ...data, corp_id: 'corp-2' }),
  },
});

const query = `corp_id=corp-1&user_id=${userId}`;

const contact = (name: string, read: string, type: string, value: readonly string[]): Sample => {
  const data = { ...ids, contact_type: type, value };
  const target = `user/contact/fetch?${query}&contact_type=${type}`;
  const sample = reading(name, read, ['contact', target], data);
  const violations = {
    ...sample.violations,
    'data.contact_type': success({ ...data, contact_type: 'pigeon' }),
  };
  return { ...sample, violations };
};

/** Prepares and sends as the users layer does. */
export const write = async <Input>(
  operation: Write<Input> | undefined,
  input: Input,
  on: typeof account | null,
  context: CallContext,
): Promise<unknown> => {
  const prepared = operation?.prepare(input, on);
  if (prepared?.kind !== 'ready') throw new Error('There is nothing to send.');
  expect(prepared.account).toEqual(on ?? undefined);
  // A request may be stored before it is sent.
  const request: WireRecord = JSON.parse(JSON.stringify(prepared.request));
  return operation?.send(request, undefined, context);
};

const writing = (
  sample: Pick<Sample, 'name' | 'operation' | 'run' | 'returns' | 'mayBeEmpty'>,
  path: string,
  body: WireRecord,
  data: WireRecord,
): Sample => ({
  ...sample,
  sends: { method: 'POST', target: `/api/v5/entity/user/${path}`, headers, body },
  answer: success(data),
  violations: { 'data.user_id': success({ ...data, user_id: undefined }) },
});

const created = { user_id: userId, is_user_exists: false };
const updated = { account, existed: true };

/** Every call of the adapter. */
export const samples: readonly Sample[] = [
  reading('reads a profile', 'profile', ['profile', `profile/fetch?${query}`], {
    ...ids,
    name: 'Amy',
    age: 25,
    gender: null,
  }),
  contact('reads a mobile number', 'contactMobile', 'mobile', ['86', '13888888888']),
  contact('reads a second number', 'contactMobileBackup', 'mobile_backup', []),
  contact('reads addresses', 'contactEmail', 'email', ['test@example.com', 'b@example.com']),
  writing(
    {
      name: 'creates by phone number',
      operation: 'createUser',
      run: async ({ writes }, context) =>
        write(writes.create, { phone: '+8613888888888', email: 'a@example.com' }, null, context),
      returns: { account, existed: false, written: null },
    },
    'create',
    { area_code: '86', mobile: '13888888888', corp_id: 'corp-1' },
    created,
  ),
  writing(
    {
      name: 'creates by e-mail address in a corporation that the caller names',
      operation: 'createUser',
      run: async ({ writes }, context) =>
        write(
          writes.create,
          { email: 'a@example.com', emeritus: { corpId: 'corp-2' } },
          null,
          context,
        ),
      returns: { account: { ...account, scope: 'corp-2' }, existed: true, written: null },
    },
    'create',
    { email: 'a@example.com', corp_id: 'corp-2' },
    { ...created, is_user_exists: true },
  ),
  writing(
    {
      name: 'adds an owner',
      operation: 'updateOwner',
      run: async ({ writes }, context) =>
        write(writes.owner, { owner: 'owner-9', change: 'ADD' }, account, context),
      returns: { ...updated, written: { owner_id: ['owner-1', 'owner-9'] } },
      mayBeEmpty: true,
    },
    'owner/update',
    { ...ids, owner_id: 'owner-9', event_type: 'add' },
    { user_id: userId, owner_id: ['owner-1', 'owner-9'] },
  ),
  writing(
    {
      name: 'removes an owner',
      operation: 'updateOwner',
      run: async ({ writes }, context) =>
        write(writes.owner, { owner: 'owner-9', change: 'REMOVE' }, account, context),
      returns: { ...updated, written: { owner_id: [] } },
      mayBeEmpty: true,
    },
    'owner/update',
    { ...ids, owner_id: 'owner-9', event_type: 'remove' },
    { user_id: userId, owner_id: [] },
  ),
  writing(
    {
      name: 'moves to a pool',
      operation: 'updatePool',
      run: async ({ writes }, context) => write(writes.pool, 'public', account, context),
      returns: { ...updated, written: { pool: 'public' } },
      mayBeEmpty: true,
    },
    'pool/update',
    { ...ids, pool: 'public' },
    { user_id: userId },
  ),
  writing(
    {
      name: 'replaces the e-mail address',
      operation: 'updateEmail',
      run: async ({ writes }, context) =>
        write(writes.update, { email: 'new@example.com' }, account, context),
      returns: { ...updated, written: null },
      mayBeEmpty: true,
    },
    'email/update',
    { ...ids, email: 'new@example.com' },
    { user_id: userId },
  ),
];
