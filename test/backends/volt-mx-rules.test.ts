import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadDocument } from '#backends';
import { connectHttp } from '../../src/backends/http/connect-http.ts';
import type { BackendAdapter } from '#backends';
import type { ConnectedHttp } from '../../src/backends/http/connect-http.ts';
import type { CreateUserInput } from '#schema';
import { voltMx } from '../../src/backends/volt-mx/index.ts';
import { json, StandIn } from './stand-in.ts';
import { PACE } from '../pace.ts';

const document = new URL('../../src/backends/volt-mx/openapi.json', import.meta.url);

let standIn: StandIn;
let http: ConnectedHttp;

beforeAll(async () => {
  standIn = await StandIn.start();
  const options = { backend: voltMx.name, url: standIn.url, timeoutMs: 5000 * PACE };
  http = connectHttp({ ...options, document: loadDocument(document) });
});

afterAll(async () => {
  await http.close();
  await standIn.stop();
});

const settingsOf = (own: Readonly<Record<string, string>>) =>
  voltMx.settings.safeParse({
    VOLT_MX_URL: standIn.url,
    VOLT_MX_USERNAME: 'facet',
    VOLT_MX_PASSWORD: 'password',
    ...own,
  });

const connect = (own: Readonly<Record<string, string>> = {}): BackendAdapter =>
  voltMx.connect(settingsOf(own).data ?? expect.fail('The settings are wrong.'), http);

const person: CreateUserInput = {
  givenName: 'Latha',
  familyName: 'Ganesh',
  email: 'latha.99@example.com',
  phone: '+919876543210',
  location: { country: 'IN' },
};

const prepared = (adapter: BackendAdapter, input: CreateUserInput) =>
  adapter.writes.create?.prepare(input, null);

const create = async (adapter: BackendAdapter, input: CreateUserInput) => {
  const ready = prepared(adapter, input);
  if (ready?.kind !== 'ready') throw new Error('There is nothing to send.', { cause: ready });
  return adapter.writes.create?.send(ready.request, undefined, { onCall: () => undefined });
};

const TEN_DIGITS = 'VOLT_MX takes a country code followed by a ten digit number.';

describe('a phone number that Volt MX would refuse', () => {
  it.each(['+4741234567', '+4915123456789', '+85291234567', '+3726512345'])(
    'is left out and does not cost the creation: %s',
    (phone) => {
      expect(prepared(connect(), { ...person, phone })).toMatchObject({
        kind: 'ready',
        request: expect.not.objectContaining({ mobileNumber: expect.anything() }),
        leavesOut: [{ path: ['phone'], reason: TEN_DIGITS }],
      });
    },
  );

  it.each([
    ['+14155550123', '14155550123'],
    ['+447911123456', '447911123456'],
    ['+390612345678', '390612345678'],
  ])('is none with ten digits after the country code: %s', (phone, mobileNumber) => {
    const ready = prepared(connect(), { ...person, phone });
    expect(ready).toMatchObject({ kind: 'ready', request: { mobileNumber }, leavesOut: [] });
  });

  it('costs it where people are told apart by their number', () => {
    const adapter = connect({ VOLT_MX_RECONCILIATION_KEY: 'mobileNumber' });
    expect(prepared(adapter, { ...person, phone: '+4741234567' })).toMatchObject({
      kind: 'skipped',
      reason: expect.stringMatching(/ten digit.*VOLT_MX_RECONCILIATION_KEY/),
    });
    const { phone: _phone, ...without } = person;
    expect(prepared(adapter, without)).toEqual({
      kind: 'skipped',
      reason: 'VOLT_MX needs phone.',
    });
    expect(prepared(adapter, person)).toMatchObject({ kind: 'ready' });
  });
});

describe('dynamic attributes', () => {
  const own = { VOLT_MX_ATTRIBUTES: ' tier, visits ,vip', VOLT_MX_RECONCILIATION_KEY: 'crmId' };

  it('come from the keys of customData of the same names, and from no others', () => {
    const customData = { crmId: 'C-7', tier: 'gold', visits: 3, vip: false, city: 'Chennai' };
    expect(prepared(connect(own), { ...person, customData })).toMatchObject({
      kind: 'ready',
      request: { crmId: 'C-7', tier: 'gold', visits: 3, vip: false },
      stores: expect.arrayContaining([
        ['customData', 'crmId'],
        ['customData', 'vip'],
      ]),
    });
    const ready = prepared(connect(own), { ...person, customData });
    expect(ready).toMatchObject({
      leavesOut: [{ path: ['customData', 'city'], reason: expect.stringContaining('names') }],
    });
    expect(ready?.kind === 'ready' && ready.request).not.toHaveProperty('city');
    expect(prepared(connect(), { ...person, customData })).toMatchObject({
      request: expect.not.objectContaining({ tier: 'gold' }),
    });
  });

  it('that are no single value are left out', () => {
    const customData = { crmId: 'C-7', tier: { now: 'gold' }, visits: null, vip: ' ' };
    const ready = prepared(connect(own), { ...person, customData });
    expect(ready).toMatchObject({
      kind: 'ready',
      leavesOut: ['tier', 'visits', 'vip'].map((key) => ({
        path: ['customData', key],
        reason: 'VOLT_MX keeps a text, a number or a truth value there.',
      })),
    });
  });

  it.each([{}, { crmId: null }, { crmId: '' }, { crmid: 'C-7' }, { crmId: ['C-7'] }])(
    'are needed where people are told apart by one: %j',
    (customData) => {
      expect(prepared(connect(own), { ...person, customData })).toEqual({
        kind: 'skipped',
        reason: 'VOLT_MX needs customData.crmId.',
      });
    },
  );

  it.each([
    ['VOLT_MX_ATTRIBUTES', 'tier,first name'],
    ['VOLT_MX_ATTRIBUTES', 'firstName'],
    ['VOLT_MX_ATTRIBUTES', 'ID'],
    ['VOLT_MX_RECONCILIATION_KEY', 'phone number'],
    ['VOLT_MX_RECONCILIATION_KEY', 'lastName'],
  ])('stop the start when %s is %s', (variable, value) => {
    const message = settingsOf({ [variable]: value }).error?.issues.map((issue) => issue.message);
    expect(message?.join()).toContain(`${variable} must be`);
    expect(message?.join()).not.toContain(value);
  });

  it('are as without when both are unset', () => {
    expect(
      settingsOf({ VOLT_MX_ATTRIBUTES: '', VOLT_MX_RECONCILIATION_KEY: ' ' }).data,
    ).toMatchObject({ VOLT_MX_ATTRIBUTES: [], VOLT_MX_RECONCILIATION_KEY: 'email' });
  });
});

describe('a user who is there already', () => {
  it.each([
    ['User already exists with this Email. User id: 9117786204812949329', '9117786204812949329'],
    ['User already exists with this mobile number 919876543210 (id=42)', '42'],
    ['User already exists with this mobile number 9876543210, 42', '42'],
    ['User 42 already exists with this Email latha.99@example.com.', '42'],
    ['user ALREADY EXISTS: 42 / 42', '42'],
    ['User already exists with this Email', null],
    ['User already exists with this Email: 41 or 42', null],
    ['User already exists with this mobile number +919876543210', null],
    ['User already exists since 2024-01-31 10:15', null],
    ['User already exists, id 9223372036854775808', null],
    ['User already exists in v2 at 1.5', null],
  ])('is the one whom the words name: %s', async (message, ref) => {
    const account = ref === null ? null : { backend: 'VOLT_MX', scope: '', ref };
    for (const status of [200, 400, 409]) {
      standIn.reply = json({ message }, status);
      expect(await create(connect(), person)).toEqual({ account, existed: true, written: null });
    }
  });

  it('is the one whom the body’s id names, whatever the words are', async () => {
    for (const status of [200, 400, 409]) {
      standIn.reply = json({ message: 'User already exists, see 41', id: '42' }, status);
      expect(await create(connect(), person)).toMatchObject({
        account: { ref: '42' },
        existed: true,
      });
    }
  });

  it('is found in words of a mebibyte without an end', async () => {
    const message = `already exists ${'9 '.repeat(500_000)}`;
    standIn.reply = json({ message }, 400);
    expect(await create(connect(), person)).toMatchObject({ existed: true });
  });
});

describe('a refusal names the input that it speaks of', () => {
  const adapter = () => connect({ VOLT_MX_ATTRIBUTES: 'crmId,tier' });
  const input = { ...person, customData: { crmId: 'C-7', tier: 'gold' } };

  it.each([
    ["Attribute 'firstName' is a mandatory field. Please provide a valid value", [['givenName']]],
    ['Attribute ‘phonenumber’ is a mandatory field.', [['phone']]],
    ['Attribute "country" is a mandatory field.', [['location', 'country']]],
    ['Attribute CRMID is a mandatory field.', [['customData', 'crmId']]],
    ["Attribute 'shoeSize' is a mandatory field.", []],
    ['Mobile number should have country code followed by ten digit number', [['phone']]],
    [
      'The request contains invalid attributes',
      [
        ['customData', 'crmId'],
        ['customData', 'tier'],
      ],
    ],
    ['Not today', []],
  ])('%s', async (message, paths) => {
    standIn.reply = json({ message }, 400);
    const error: unknown = await create(adapter(), input).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: 'BACKEND_REJECTED',
      details: { effect: 'none', inputProblems: paths.map((path) => ({ path })) },
    });
  });
});
