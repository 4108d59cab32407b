import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadDocument } from '#backends';
import { connectHttp } from '../../src/backends/http/connect-http.ts';
import type { BackendAdapter, CallContext } from '#backends';
import type { ConnectedHttp } from '../../src/backends/http/connect-http.ts';
import { INVALID, Partly } from '#normalise';
import type { CreateUserInput, DevicePlatform } from '#schema';
import { haptikTract } from '../../src/backends/haptik-tract/index.ts';
import { describeBackend } from './contract.ts';
import { json, StandIn } from './stand-in.ts';
import { PACE } from '../pace.ts';

const document = new URL('../../src/backends/haptik-tract/openapi.json', import.meta.url);
const account = { backend: 'HAPTIK_TRACT', scope: '', ref: '90210' } as const;
const call: CallContext = { onCall: () => undefined };
const headers = { authorization: 'Bearer tract-secret', 'content-type': 'application/json' };

const environment = (url: string) => ({
  HAPTIK_TRACT_URL: url,
  HAPTIK_TRACT_TOKEN: 'tract-secret',
  HAPTIK_TRACT_CREATE_USER_HOOK: `${url}/ect/create-user`,
});

const asha = {
  user_id: '90210',
  third_party_user_id: 'wa-919876543210',
  user_name: 'Asha Rao',
  device_platform: 14,
  details_available: ['orders', 'plan'],
};
const input: CreateUserInput = {
  displayName: 'Asha Rao',
  email: 'asha@example.com',
  device: { platform: 'WHATSAPP', model: 'iPhone 17' },
  haptikTract: {
    userId: '90210',
    thirdPartyUserId: 'wa-919876543210',
    detailsAvailable: [{ name: 'orders' }, { key: 'plan', since: 2024 }],
  },
};

const currentOutcome = {
  user_id: '90210',
  third_party_user_id: 'wa-919876543210',
  user_name: 'Asha Rao',
  device_platform: 'WhatsApp',
  details_available: [{ name: 'orders' }, { key: 'plan', since: 2024 }],
};

const create = async (
  adapter: BackendAdapter,
  person: CreateUserInput,
  context = call,
): Promise<unknown> => {
  const prepared = adapter.writes.create?.prepare(person, null);
  if (prepared?.kind !== 'ready') throw new Error('There is nothing to send.', { cause: prepared });
  expect(prepared.account).toEqual(account);
  return adapter.writes.create?.send(prepared.request, undefined, context);
};

describeBackend({
  module: haptikTract,
  document,
  environment,
  urlVariable: 'HAPTIK_TRACT_URL',
  required: [],
  failure: (words) => ({ error_message: words }),
  samples: [
    {
      name: 'reads a user',
      operation: 'user',
      run: async (adapter, context) => adapter.reads['user']?.read(account, [], context),
      sends: { method: 'POST', target: '/tract/user/', headers, body: { user_id: '90210' } },
      answer: asha,
      returns: asha,
      violations: {
        user_id: { ...asha, user_id: '90211' },
      },
    },
    {
      name: 'reads several details in one call',
      operation: 'userDetails',
      run: async (adapter, context) =>
        adapter.reads['details']?.read(account, ['orders', 'plan'], context),
      sends: {
        method: 'POST',
        target: '/tract/user/details/',
        headers,
        body: { user_id: '90210', details_requested: ['orders', 'plan'] },
      },
      answer: { user_id: '90210', details: { orders: [{ id: 1 }], plan: null } },
      returns: { user_id: '90210', details: { orders: [{ id: 1 }], plan: null } },
      violations: {
        user_id: { user_id: '90211', details: {} },
      },
    },
    {
      name: 'tells the external chat tool of a new user, without the token of TRACT',
      operation: 'createUser',
      run: (adapter, context) => create(adapter, input, context),
      sends: {
        method: 'POST',
        target: '/ect/create-user',
        headers: { 'content-type': 'application/json' },
        body: currentOutcome,
      },
      answer: { success: true, ect_user_id: 'case-7' },
      returns: {
        account,
        existed: false,
        written: { ...currentOutcome, ect_user_id: 'case-7' },
        aliases: { thirdPartyUserId: 'wa-919876543210', ectUserId: 'case-7' },
      },
      violations: { success: { ect_user_id: 'case-7' } },
      mayBeEmpty: true,
    },
  ],
});

describe('TRACT', () => {
  let standIn: StandIn;
  let ect: StandIn;
  let http: ConnectedHttp;
  let adapter: BackendAdapter;

  const connect = (settings: Readonly<Record<string, string>>): BackendAdapter =>
    haptikTract.connect(haptikTract.settings.parse(settings), http);

  beforeAll(async () => {
    [standIn, ect] = await Promise.all([StandIn.start(), StandIn.start()]);
    const { url } = standIn;
    const { name: backend } = haptikTract;
    http = connectHttp({ backend, url, timeoutMs: 1000 * PACE, document: loadDocument(document) });
    adapter = connect(environment(url));
  });

  afterAll(async () => {
    await http.close();
    await Promise.all([standIn.stop(), ect.stop()]);
  });

  const prepare = (person: CreateUserInput) => adapter.writes.create?.prepare(person, null);

  const valueOf = (property: string, record: Readonly<Record<string, unknown>>): unknown => {
    const field = adapter.fields[property];
    return field?.normalise(field.raw(record), record);
  };

  it('knows no such user when it answers 404', async () => {
    standIn.reply = json({ error_message: 'user not found' }, 404);
    expect(await adapter.reads['user']?.read(account, [], call)).toBeNull();
    expect(await adapter.reads['details']?.read(account, ['plan'], call)).toBeNull();
  });

  it('sends no credentials when no token is configured', async () => {
    standIn.reply = json(asha);
    const open = connect({ HAPTIK_TRACT_URL: standIn.url, HAPTIK_TRACT_TOKEN: '' });
    await open.reads['user']?.read(account, [], call);
    expect(standIn.received.at(-1)?.headers).not.toHaveProperty('authorization');
  });

  it('takes missing and null fields for none', async () => {
    const bare = { user_id: '90210', third_party_user_id: null, details_available: null };
    standIn.reply = json(bare);
    expect(await adapter.reads['user']?.read(account, [], call)).toEqual(bare);
    for (const name of Object.keys(adapter.fields)) expect(valueOf(name, bare)).toBeNull();
  });

  it('maps every field', () => {
    const record = { ...asha, details: { plan: 'gold' }, ectUserId: 'case-7' };
    const properties = Object.keys(adapter.fields).map((name) => [name, valueOf(name, record)]);
    expect(Object.fromEntries(properties)).toEqual({
      userName: 'Asha Rao',
      devicePlatform: 'WHATSAPP',
      thirdPartyUserId: 'wa-919876543210',
      detailsAvailable: ['orders', 'plan'],
      details: { plan: 'gold' },
      ectUserId: 'case-7',
    });
    expect(adapter.reads['details']?.namesFrom).toBe('detailsAvailable');
  });

  it.each<[unknown, unknown]>([
    [
      [{ name: 'a', key: 'b', id: 'c' }, { key: 'b', id: 'c' }, { id: 'c' }],
      ['a', 'b', 'c'],
    ],
    [
      [{ id: 7 }, { name: '', key: 'b' }, { title: 'ignored' }, {}],
      ['7', 'b'],
    ],
    [
      ['a', { name: 'a' }, '', ' a '],
      ['a', ' a '],
    ],
    [[{ title: 'ignored' }], null],
    [[], null],
    ['a', INVALID],
    [
      ['a', 7],
      ['a', '7'],
    ],
    [['a', true], new Partly(['a'], 1)],
  ])('reads the names of details out of %j', (raw, names) => {
    expect(valueOf('detailsAvailable', { details_available: raw })).toEqual(names);
  });

  it('finds an account by each of its three identifiers', () => {
    const { haptikUserId, thirdPartyUserId, ectUserId } = adapter.identifiers;
    expect(haptikUserId?.('90210')).toEqual({ by: 'key', ...account });
    const alias = { by: 'alias', backend: 'HAPTIK_TRACT', value: 'x' };
    expect(thirdPartyUserId?.('x')).toEqual({ ...alias, scheme: 'thirdPartyUserId' });
    expect(ectUserId?.('x')).toEqual({ ...alias, scheme: 'ectUserId' });
    for (const identify of [haptikUserId, thirdPartyUserId, ectUserId]) {
      expect(() => identify?.(' ')).toThrow('blank');
    }
    expect(adapter.byReference({ ref: '90210' })).toEqual({ haptikUserId: '90210' });
  });

  describe('the create-user hook', () => {
    it('is a failure when it says so with status 200', async () => {
      standIn.reply = json({ success: false, ect_user_id: 'case-7' });
      await expect(create(adapter, input)).rejects.toMatchObject({
        code: 'BACKEND_REJECTED',
        details: { retryable: false, effect: 'none' },
      });
    });

    it('may be at another host, with a query, and without TRACT', async () => {
      const hookAlone = connect({
        HAPTIK_TRACT_CREATE_USER_HOOK: `${ect.url}/users/new?team=a%20b`,
      });
      ect.reply = json({ success: true });
      expect(await create(hookAlone, { haptikTract: { userId: '90210' } })).toEqual({
        account,
        existed: false,
        written: { user_id: '90210' },
        aliases: {},
      });
      expect(ect.received).toMatchObject([
        { target: '/users/new?team=a%20b', body: { user_id: '90210' } },
      ]);
      expect(hookAlone).toMatchObject({ configured: true, reads: {} });
    });

    it('is not told twice of one user, since it may not know it again', () => {
      expect(adapter.writes.create?.idempotent).toBe(false);
    });

    it('is skipped without a Haptik user id or a configured hook', () => {
      const reason = expect.stringContaining('haptikTract.userId');
      expect(prepare({ displayName: 'Asha' })).toEqual({ kind: 'skipped', reason });
      const hookless = connect({ HAPTIK_TRACT_URL: standIn.url });
      const skipped = hookless.writes.create?.prepare(input, null);
      expect(skipped).toMatchObject({ kind: 'skipped', code: 'NOT_CONFIGURED' });
      expect(skipped).toHaveProperty('account.ref', input.haptikTract?.userId);
    });

    it('refuses a blank user id', () => {
      expect(prepare({ haptikTract: { userId: ' ' } })).toMatchObject({
        kind: 'invalid',
        problems: [{ path: ['haptikTract', 'userId'] }],
      });
    });

    it.each<[DevicePlatform, string | undefined]>([
      ['ANDROID', 'Android'],
      ['FACEBOOK', 'Facebook'],
      ['WEB_SDK', 'WebSDK'],
      ['IOS', 'iOS'],
      ['WEBHOOK', 'Webhook'],
      ['WHATSAPP', 'WhatsApp'],
      ['OTHER', undefined],
    ])('calls the platform %s %s', (platform, name) => {
      const request = { user_id: '90210', ...(name ? { device_platform: name } : {}) };
      expect(prepare({ device: { platform }, haptikTract: { userId: '90210' } })).toHaveProperty(
        'request',
        request,
      );
      if (name) expect(valueOf('devicePlatform', { device_platform: name })).toBe(platform);
    });

    it.each(['/users/new', 'ftp://ect.test/new', 'https://u:canary@ect.test/new'])(
      'cannot be %s',
      (hook) => {
        const { error } = haptikTract.settings.safeParse({ HAPTIK_TRACT_CREATE_USER_HOOK: hook });
        const message = error?.issues.map((issue) => issue.message).join();
        expect(message).toContain('HAPTIK_TRACT_CREATE_USER_HOOK');
        expect(message).not.toContain(hook);
      },
    );
  });
});
