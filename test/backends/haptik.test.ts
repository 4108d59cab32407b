import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadDocument } from '#backends';
import { connectHttp } from '../../src/backends/http/connect-http.ts';
import type { BackendAdapter, Prepared, CallContext } from '#backends';
import type { ConnectedHttp } from '../../src/backends/http/connect-http.ts';
import { INVALID } from '#normalise';
import type { CreateUserInput, UserChanges } from '#schema';
import { haptik } from '../../src/backends/haptik/index.ts';
import { describeBackend } from './contract.ts';
import { json, StandIn } from './stand-in.ts';
import { PACE } from '../pace.ts';

const document = new URL('../../src/backends/haptik/openapi.json', import.meta.url);
const account = { backend: 'HAPTIK', scope: '', ref: 'asha01' } as const;
const call: CallContext = { onCall: () => undefined };
const headers = {
  authorization: 'Bearer haptik-secret',
  'client-id': 'client-7',
  'content-type': 'application/json',
};

const environment = (url: string) => ({
  HAPTIK_URL: url,
  HAPTIK_TOKEN: 'haptik-secret',
  HAPTIK_CLIENT_ID: 'client-7',
});

const input: CreateUserInput = {
  displayName: 'Asha Rao',
  givenName: 'Asha',
  email: 'asha@example.com',
  phone: '+919876543210',
  language: 'hi',
  device: { platform: 'IOS', model: 'iPhone 17', osVersion: '26.1', packageName: 'com.example' },
  customData: { city: 'Mumbai', visits: 3, vip: true, note: null },
  haptik: { authId: 'asha01', authCode: 'code-canary' },
};

const stored = {
  auth_id: 'asha01',
  name: 'Asha Rao',
  email: 'asha@example.com',
  mobile_no: '+919876543210',
  language_code: 'hi',
  phone_model: 'iPhone 17',
  os_version: '26.1',
  package_name: 'com.example',
  custom_data: { city: 'Mumbai', visits: 3, vip: true, note: null },
};

const create = (adapter: BackendAdapter, person: CreateUserInput): Prepared | undefined =>
  adapter.writes.create?.prepare(person, null);

const update = (adapter: BackendAdapter, changes: UserChanges): Prepared | undefined =>
  adapter.writes.update?.prepare(changes, account);

const send = async (
  adapter: BackendAdapter,
  kind: 'create' | 'update',
  prepared: Prepared | undefined,
  context = call,
  secret?: string,
): Promise<unknown> => {
  if (prepared?.kind !== 'ready') throw new Error('There is nothing to send.', { cause: prepared });
  return adapter.writes[kind]?.send(prepared.request, secret, context);
};

describeBackend({
  module: haptik,
  document,
  environment,
  urlVariable: 'HAPTIK_URL',
  required: ['HAPTIK_TOKEN', 'HAPTIK_CLIENT_ID'],
  failure: (words) => ({ error_message: words }),
  samples: [
    {
      name: 'creates a user',
      operation: 'createUser',
      run: (adapter, context) =>
        send(adapter, 'create', create(adapter, input), context, 'code-canary'),
      sends: {
        method: 'POST',
        target: '/v1.0/user/',
        headers,
        body: { ...stored, auth_code: 'code-canary' },
      },
      answer: { auth_id: 'asha01', mobile_no: '+919876543210', email: null, name: 'Asha Rao' },
      returns: { account, existed: false, written: stored },
      mayBeEmpty: true,
      violations: {
        auth_id: { auth_id: 'asha02', mobile_no: null, email: null, name: null },
      },
    },
    {
      name: 'updates what changes',
      operation: 'updateUser',
      run: (adapter, context) =>
        send(adapter, 'update', update(adapter, { displayName: 'Asha R', email: null }), context),
      sends: {
        method: 'PUT',
        target: '/v1.0/user/',
        headers,
        body: { auth_id: 'asha01', name: 'Asha R', email: null },
      },
      answer: { auth_id: 'asha01' },
      returns: {
        account,
        existed: true,
        written: { auth_id: 'asha01', name: 'Asha R', email: null },
      },
      violations: { auth_id: { auth_id: 7 } },
      mayBeEmpty: true,
    },
  ],
});

describe('Haptik', () => {
  let standIn: StandIn;
  let http: ConnectedHttp;
  let adapter: BackendAdapter;

  beforeAll(async () => {
    standIn = await StandIn.start();
    const { url } = standIn;
    const { name: backend } = haptik;
    http = connectHttp({ backend, url, timeoutMs: 1000 * PACE, document: loadDocument(document) });
    adapter = haptik.connect(haptik.settings.parse(environment(url)), http);
  });

  afterAll(async () => {
    await http.close();
    await standIn.stop();
  });

  const valueOf = (property: string, record: Readonly<Record<string, unknown>>): unknown => {
    const field = adapter.fields[property];
    return field?.normalise(field.raw(record), record);
  };

  it('issues an auth id of letters and digits when the caller has none, another each time', () => {
    const issued = [{}, { haptik: { authId: null } }].map((person) => create(adapter, person));
    const ids = issued.map((prepared) => prepared?.kind === 'ready' && prepared.account?.ref);
    for (const id of ids) expect(id).toMatch(/^[a-z0-9]{32}$/);
    expect(new Set(ids).size).toBe(2);
    expect(issued[0]).toMatchObject({ request: { auth_id: ids[0] } });
  });

  it.each(['asha-01', 'asha 01', 'आशा', '', 'asha01\n'])('refuses %j as an auth id', (authId) => {
    expect(create(adapter, { haptik: { authId } })).toMatchObject({
      kind: 'invalid',
      problems: [{ path: ['haptik', 'authId'] }],
    });
    expect(() => adapter.identifiers.authId?.(authId)).toThrow('letters and digits');
  });

  it('finds an account by its auth id', () => {
    expect(adapter.identifiers.authId?.('asha01')).toEqual({ by: 'key', ...account });
    expect(adapter.byReference({ ref: 'asha01' })).toEqual({ authId: 'asha01' });
  });

  it('names each key of custom data that is not flat, in every write', () => {
    const customData = { city: 'Mumbai', address: { zip: 'canary' }, tags: ['canary'], none: null };
    const problems = [{ path: ['customData', 'address'] }, { path: ['customData', 'tags'] }];
    for (const prepared of [create(adapter, { customData }), update(adapter, { customData })]) {
      expect(prepared).toMatchObject({ kind: 'invalid', problems });
      expect(JSON.stringify(prepared)).not.toContain('canary');
    }
  });

  it('keeps the auth code out of everything but the body', async () => {
    const changes = { authCode: 'code-canary' };
    const prepared = update(adapter, changes);
    const secret = adapter.writes.update?.secretOf?.(changes);
    expect(secret).toBe('code-canary');
    expect(prepared).toEqual({
      kind: 'ready',
      request: { auth_id: 'asha01' },
      account,
      stores: expect.any(Array),
    });
    standIn.reply = json({ error_message: 'Bad code-canary' }, 400);
    const error: unknown = await send(adapter, 'update', prepared, call, secret).catch(
      (thrown: unknown) => thrown,
    );
    expect(standIn.received.at(-1)?.body).toEqual({ auth_id: 'asha01', auth_code: 'code-canary' });
    expect(error).toMatchObject({ code: 'BACKEND_REJECTED', details: { backendMessage: 'Bad …' } });
    standIn.reply = json({ auth_id: 'asha01' });
    expect(await send(adapter, 'update', prepared, call, secret)).toMatchObject({
      written: { auth_id: 'asha01' },
    });
  });

  it('can clear the auth code, and keeps nothing of that either', async () => {
    standIn.reply = json({ auth_id: 'asha01' });
    const answer = await send(adapter, 'update', update(adapter, { authCode: null }));
    expect(standIn.received.at(-1)?.body).toEqual({ auth_id: 'asha01', auth_code: null });
    expect(answer).toEqual({ account, existed: true, written: { auth_id: 'asha01' } });
  });

  it('leaves out of a creation what the input does not have', () => {
    const person: CreateUserInput = {
      displayName: 'Asha Rao',
      email: null,
      device: { platform: 'IOS', model: null },
      haptik: { authId: 'asha01' },
    };
    expect(create(adapter, person)).toEqual({
      kind: 'ready',
      request: { auth_id: 'asha01', name: 'Asha Rao' },
      account,
      stores: expect.any(Array),
    });
  });

  it.each<[UserChanges, Record<string, unknown>]>([
    [{ phone: null }, { mobile_no: null }],
    [{ customData: null }, { custom_data: null }],
    [{ device: { model: null, osVersion: '9' } }, { phone_model: null, os_version: '9' }],
    [{ device: null }, { phone_model: null, os_version: null, package_name: null }],
    [{ language: 'ta' }, { language_code: 'ta' }],
  ])('sends %j as the changes alone', (changes, sent) => {
    expect(update(adapter, changes)).toHaveProperty('request', { auth_id: 'asha01', ...sent });
  });

  it('skips an update of nothing that Haptik stores', () => {
    for (const changes of [{}, { device: { platform: 'IOS' } }, { device: {} }] as const) {
      expect(update(adapter, changes)).toMatchObject({ kind: 'skipped' });
    }
    const homeless = adapter.writes.update?.prepare({ email: 'a@example.com' }, null);
    expect(homeless).toMatchObject({ kind: 'skipped' });
  });

  it('shows what was written last in unified terms', () => {
    const properties = Object.keys(adapter.fields).map((name) => [name, valueOf(name, stored)]);
    expect(Object.fromEntries(properties)).toEqual({
      name: 'Asha Rao',
      email: 'asha@example.com',
      mobileNumber: '+919876543210',
      language: 'hi',
      'device.model': 'iPhone 17',
      'device.osVersion': '26.1',
      'device.packageName': 'com.example',
      customData: stored.custom_data,
    });
    expect(valueOf('mobileNumber', { mobile_no: '98765' })).toBe(INVALID);
  });
});
