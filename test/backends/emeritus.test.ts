import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadDocument } from '#backends';
import { connectHttp } from '../../src/backends/http/connect-http.ts';
import type { BackendAdapter, Prepared } from '#backends';
import type { ConnectedHttp } from '../../src/backends/http/connect-http.ts';
import { INVALID } from '#normalise';
import type { WireRecord } from '#normalise';
import type { CreateUserInput } from '#schema';
import { emeritus } from '../../src/backends/emeritus/index.ts';
import { describeBackend } from './contract.ts';
import { account, environment, ids, samples, success, userId, write } from './emeritus.samples.ts';
import { json, StandIn } from './stand-in.ts';
import { PACE } from '../pace.ts';

const document = new URL('../../src/backends/emeritus/openapi.json', import.meta.url);
const call = { onCall: () => undefined };

describeBackend({
  module: emeritus,
  document,
  environment,
  urlVariable: 'EMERITUS_URL',
  required: ['EMERITUS_TOKEN', 'EMERITUS_APP_ID'],
  failure: (words) => ({ code: 1001, msg: words, data: null }),
  samples,
});

describe('Emeritus', () => {
  let standIn: StandIn;
  let http: ConnectedHttp;
  let adapter: BackendAdapter;

  const connect = (further: Readonly<Record<string, string>> = {}): BackendAdapter => {
    const settings = emeritus.settings.parse({ ...environment(standIn.url), ...further });
    return emeritus.connect(settings, http);
  };

  beforeAll(async () => {
    standIn = await StandIn.start();
    const { url } = standIn;
    const { name: backend } = emeritus;
    http = connectHttp({ backend, url, timeoutMs: 1000 * PACE, document: loadDocument(document) });
    adapter = connect();
  });

  afterAll(async () => {
    await http.close();
    await standIn.stop();
  });

  const read = async (operation = 'profile') => adapter.reads[operation]?.read(account, [], call);
  const movePool = async () => write(adapter.writes.pool, 'dead', account, call);

  const valueOf = (property: string, record: WireRecord): unknown => {
    const field = adapter.fields[property];
    return field?.normalise(field.raw(record), record);
  };

  describe('an unknown user', () => {
    it.each([success(null), { code: 1404, msg: 'no entity' }, { code: 1404, data: 'anything' }])(
      'is nobody to a read: %j',
      async (answer) => {
        standIn.reply = json(answer);
        expect(await read('profile')).toBeNull();
        expect(await read('contactEmail')).toBeNull();
      },
    );

    it('is a refusal to a write', async () => {
      standIn.reply = json(success(null));
      const message = 'EMERITUS knows no such user.';
      await expect(movePool()).rejects.toMatchObject({ code: 'BACKEND_REJECTED', message });
      standIn.reply = json({ code: 1404, msg: 'no entity' });
      const details = { effect: 'none', backendCode: '1404', backendMessage: 'no entity' };
      await expect(movePool()).rejects.toMatchObject({ code: 'BACKEND_REJECTED', details });
    });

    it('does not come out of a creation', async () => {
      standIn.reply = json(success(null));
      const creation = write(adapter.writes.create, { email: 'a@example.com' }, null, call);
      await expect(creation).rejects.toMatchObject({ code: 'BACKEND_CONTRACT' });
    });
  });

  it('keeps the message and the code of a failure in a 200', async () => {
    standIn.reply = json({ code: 1001, msg: 'Quota of this term is used up', data: {} });
    const details = {
      retryable: false,
      effect: 'none',
      backendCode: '1001',
      backendMessage: 'Quota of this term is used up',
    };
    await expect(read()).rejects.toMatchObject({ code: 'BACKEND_REJECTED', details });
    await expect(movePool()).rejects.toMatchObject({ code: 'BACKEND_REJECTED', details });
  });

  it.each([' ', 'a\0b', 'x'.repeat(513)])(
    'takes no answer for a new user without an id: %#',
    async (id) => {
      standIn.reply = json(success({ user_id: id, is_user_exists: false }));
      const request = { email: 'asha@example.com', corp_id: 'corp-1' };
      const details = { effect: 'possible' };
      await expect(adapter.writes.create?.send(request, undefined, call)).rejects.toMatchObject({
        code: 'BACKEND_CONTRACT',
        details,
      });
    },
  );

  it('believes the status before the envelope', async () => {
    standIn.reply = json(success(ids), 500);
    await expect(read()).rejects.toMatchObject({ code: 'BACKEND_UNAVAILABLE' });
    standIn.reply = json({ code: 1404, msg: 'no entity' }, 401);
    await expect(read()).rejects.toMatchObject({ code: 'BACKEND_UNAUTHORIZED' });
  });

  it('does not take the answer about another user for an update', async () => {
    standIn.reply = json(success({ user_id: 'somebody-else' }));
    const details = { effect: 'possible' };
    await expect(movePool()).rejects.toMatchObject({ code: 'BACKEND_CONTRACT', details });
  });

  describe('an identifier', () => {
    it('belongs to the configured corporation, or to one that callers may name', () => {
      const { emeritus: lookup } = adapter.identifiers;
      expect(lookup?.({ userId })).toEqual({ by: 'key', ...account });
      expect(lookup?.({ userId, corpId: 'corp-3' })).toMatchObject({ scope: 'corp-3' });
      const reference = { corpId: 'corp-2', ref: userId };
      expect(adapter.byReference(reference)).toEqual({ emeritus: { corpId: 'corp-2', userId } });
    });

    it.each([
      [
        { userId, corpId: 'corp-4' },
        { code: 'FORBIDDEN', inputPath: ['corpId'] },
      ],
      [{ userId: ' ' }, { code: 'INVALID_INPUT', inputPath: ['userId'] }],
    ])('is refused: %j', (value, error) => {
      expect(() => adapter.identifiers.emeritus?.(value)).toThrow(expect.objectContaining(error));
    });

    it('needs a corporation where none is configured', () => {
      const { identifiers, defaultScope } = connect({ EMERITUS_CORP_ID: '' });
      expect(() => identifiers.emeritus?.({ userId })).toThrow('EMERITUS_CORP_ID');
      expect(identifiers.emeritus?.({ userId, corpId: 'corp-2' })).toMatchObject({ ref: userId });
      expect(defaultScope).toBe('');
    });
  });

  describe('a write that is not sent', () => {
    const prepared = (input: CreateUserInput, at = adapter): Prepared | undefined =>
      at.writes.create?.prepare(input, null);

    it('is a creation without phone and e-mail', () => {
      const reason = 'EMERITUS needs a phone number or an e-mail address.';
      expect(prepared({ displayName: 'Amy' })).toEqual({ kind: 'skipped', reason });
      expect(prepared({ email: null, phone: null })).toEqual({ kind: 'skipped', reason });
    });

    it('is a creation in an unknown corporation', () => {
      expect(prepared({ email: 'a@example.com', emeritus: { corpId: 'corp-4' } })).toMatchObject({
        kind: 'invalid',
        problems: [{ path: ['emeritus', 'corpId'], code: 'FORBIDDEN' }],
      });
    });

    it('is a creation in no corporation at all', () => {
      const outcome = prepared({ email: 'a@example.com' }, connect({ EMERITUS_CORP_ID: '' }));
      expect(outcome).toMatchObject({ kind: 'skipped' });
    });

    it('is a change of anything but the e-mail address, and its clearing', () => {
      const { update } = adapter.writes;
      for (const input of [{ displayName: 'Amy' }, { email: null }]) {
        expect(update?.prepare(input, account)).toMatchObject({ kind: 'skipped' });
      }
    });

    it('is a blank pool', () => {
      expect(adapter.writes.pool?.prepare(' ', account)).toMatchObject({ kind: 'invalid' });
    });
  });

  it.each([
    ['+390612345678', '39', '0612345678'],
    ['+14155550123', '1', '4155550123'],
  ])('parts %s into area code and national number', (phone, area_code, mobile) => {
    const request = { area_code, mobile, corp_id: 'corp-1' };
    const outcome = adapter.writes.create?.prepare({ phone }, null);
    expect(outcome).toEqual({ kind: 'ready', request, stores: [['phone']] });
  });

  it('maps every field of the profile', () => {
    const record = {
      name: 'Amy Acker',
      last_name: 'Acker',
      first_name: 'Amy',
      area_code: '86',
      mobile: '13888888888',
      gender: '女',
      age: 25,
      city: null,
      city_raw: 'Pune, MH',
      city_mobile: 'Mumbai',
      company_name: 'Initech',
      job_title: 'Lead',
      department: 'R&D',
      industry: 'Software',
      linkedin_url: 'https://www.linkedin.com/in/amy',
    };
    const properties = Object.keys(adapter.fields).filter((name) => valueOf(name, record) !== null);
    expect(Object.fromEntries(properties.map((name) => [name, valueOf(name, record)]))).toEqual({
      name: 'Amy Acker',
      firstName: 'Amy',
      lastName: 'Acker',
      gender: 'FEMALE',
      age: 25,
      cityRaw: 'Pune, MH',
      cityMobile: 'Mumbai',
      company: 'Initech',
      jobTitle: 'Lead',
      department: 'R&D',
      industry: 'Software',
      linkedinUrl: 'https://www.linkedin.com/in/amy',
      profilePhone: '+8613888888888',
      profilePhones: [{ number: '+8613888888888', kind: 'MOBILE', primary: null }],
    });
  });

  it.each([
    [['86', '13888888888'], '+8613888888888'],
    [['+86', ' 13888888888'], '+8613888888888'],
    [[86, 13_888_888_888], '+8613888888888'],
    [[null, '+8613888888888'], '+8613888888888'],
    [[], null],
    [[null], null],
    [['86', null], null],
    [[null, '13888888888'], INVALID],
    [['13888888888'], INVALID],
    [['+8613888888888'], INVALID],
    [['86', '13888888888', '1'], INVALID],
    ['+8613888888888', INVALID],
    [{ mobile: '13888888888' }, INVALID],
  ])('reads the phone number in %j', (value, expected) => {
    expect(valueOf('mobileBackup', { value })).toEqual(expected);
  });

  it.each([
    [['86', '13888888888', '91', '9876543210']],
    [
      [
        ['86', '13888888888'],
        ['91', '9876543210'],
      ],
    ],
  ])('takes each pair of a contact for a number: %j', (value) => {
    const numbers = (kind: string) =>
      ['+8613888888888', '+919876543210'].map((number) => ({ number, kind, primary: null }));
    expect(valueOf('mobilePhones', { value })).toEqual(numbers('MOBILE'));
    expect(valueOf('mobileBackupPhones', { value })).toEqual(numbers('MOBILE_BACKUP'));
    expect(valueOf('mobile', { value })).toBe('+8613888888888');
  });

  it('has no number where the profile has an area code alone, and none that is certain without one', () => {
    expect(valueOf('profilePhone', { area_code: '86', mobile: null })).toBeNull();
    expect(valueOf('profilePhone', { mobile: '13888888888' })).toBe(INVALID);
  });

  it('lists addresses, owners and the pool that was written last', () => {
    const value = ['A@example.com', 'a@example.com'];
    expect(valueOf('emails', { value })).toEqual(['A@example.com']);
    expect(valueOf('owners', { owner_id: ['o-1', null, 'o-2'] })).toEqual(['o-1', 'o-2']);
    expect(valueOf('pool', { pool: 'alive' })).toBe('alive');
    expect(valueOf('corpId', { ref: userId, scope: 'corp-1' })).toBe('corp-1');
  });
});
