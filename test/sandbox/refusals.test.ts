import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';
import { type Answered, callersOf } from './callers.ts';

let sandbox: Sandbox;
let call: ReturnType<typeof callersOf>;

beforeAll(async () => {
  sandbox = await startSandbox();
  call = callersOf(sandbox);
});
afterAll(() => sandbox.close());

const newcomer = {
  firstName: 'Asha',
  lastName: 'Rao',
  country: 'India',
  email: 'asha@example.com',
};
const ganesh = { corp_id: 'facet-academy', user_id: '5f9b0b1b-5b0b-4b1b-9b0b-1b5b0b4b1b9b' };

describe('bad credentials', () => {
  const wrong = { authorization: 'Bearer wrong' };
  const words = 'invalid authorization details';
  const cases: [string, () => Promise<Answered>, object][] = [
    [
      'HAPTIK_TRACT',
      () => call.tract('/tract/user/', { user_id: 'haptik-1001' }, wrong),
      { error_message: words },
    ],
    ['HAPTIK', () => call.haptik('POST', { auth_id: 'a1' }, wrong), { error_message: words }],
    [
      'HAPTIK without client-id',
      () => call.haptik('POST', { auth_id: 'a1' }, { 'client-id': '' }),
      { error_message: words },
    ],
    [
      'CHAKRA',
      () => call.chakra('9763caa1-cef3-497f-b3b2-f551456b2831', { authorization: '' }),
      { _data: null, _errors: [{ message: 'Unauthorized' }] },
    ],
    ['VOLT_MX', () => call.volt(newcomer, wrong), { message: 'Unauthorized request' }],
    [
      'EMERITUS',
      () => call.emeritusGet('profile/fetch', ganesh, wrong),
      { code: 40101, msg: 'invalid token', data: null },
    ],
    [
      'EMERITUS without X-APP-ID',
      () => call.emeritusGet('profile/fetch', ganesh, { 'x-app-id': '' }),
      { code: 40101, msg: 'invalid token', data: null },
    ],
  ];
  it.each(cases)('%s answers 401 in its own words', async (_name, ask, body) => {
    expect(await ask()).toMatchObject({ status: 401, body });
  });
});

describe('a request that breaks the document', () => {
  const invalid = { error_message: 'invalid request' };
  const cases: [string, () => Promise<Answered>, object][] = [
    ['a wrong type', () => call.tract('/tract/user/', { user_id: 5 }), invalid],
    ['a missing property', () => call.tract('/tract/user/', {}), invalid],
    ['an unknown property', () => call.tract('/tract/user/', { user_id: 'a', x: 1 }), invalid],
    ['no JSON', () => call.tract('/tract/user/', '{"user_id"'), invalid],
    ['no body', () => call.tract('/tract/user/', undefined), invalid],
    [
      'no details asked for',
      () => call.tract('/tract/user/details/', { user_id: 'a', details_requested: [] }),
      invalid,
    ],
    [
      'a platform number in the hook',
      () => call.hook({ user_id: 'a', device_platform: 6 }),
      invalid,
    ],
    [
      'another media type',
      () => call.tract('/tract/user/', { user_id: 'a' }, { 'content-type': 'text/plain' }),
      invalid,
    ],
    ['an auth_id with a hyphen', () => call.haptik('POST', { auth_id: 'a-1' }), invalid],
    [
      'nested custom data',
      () => call.haptik('POST', { auth_id: 'a1', custom_data: { a: { b: 1 } } }),
      invalid,
    ],
    ['an update of nothing', () => call.haptik('PUT', { auth_id: 'facetauth1001' }), invalid],
    [
      'a path that is no UUID',
      () => call.chakra('4711'),
      { _data: null, _errors: [{ message: 'Bad request' }] },
    ],
    [
      'a path that is not encoded',
      () => call.chakra('%zz'),
      { _data: null, _errors: [{ message: 'Bad request' }] },
    ],
  ];
  it.each(cases)('is refused with a 400: %s', async (_name, ask, body) => {
    expect(await ask()).toMatchObject({ status: 400, body });
  });

  it('is refused inside the envelope by EMERITUS', async () => {
    const refused = { status: 200, body: { code: 40001, msg: 'invalid parameters', data: null } };
    const json = { 'content-type': 'application/json' };
    const both = {
      corp_id: 'facet-academy',
      email: 'a@example.com',
      area_code: '91',
      mobile: '98',
    };
    expect(await call.emeritusGet('profile/fetch', { user_id: 'a' })).toMatchObject(refused);
    expect(await call.emeritusGet('profile/fetch', ganesh, json)).toMatchObject(refused);
    expect(
      await call.emeritusGet('user/contact/fetch', { ...ganesh, contact_type: 'fax' }),
    ).toMatchObject(refused);
    expect(await call.emeritusPost('user/create', both)).toMatchObject(refused);
    expect(
      await call.emeritusPost('user/owner/update', { ...ganesh, owner_id: 'a', event_type: 'set' }),
    ).toMatchObject(refused);
  });

  it.each([
    [{ ...newcomer, lastName: undefined }, "Attribute 'lastName' is a mandatory field"],
    [{ ...newcomer, firstName: '' }, "Attribute 'firstName' is a mandatory field"],
    [{ ...newcomer, country: 'USA' }, "Attribute 'state' is a mandatory field"],
    [{ ...newcomer, mobileNumber: '+9198' }, 'Mobile number should have country code'],
    [{ ...newcomer, mobileNumber: '' }, 'Mobile number should have country code'],
    [{ ...newcomer, shoeSize: 43 }, 'The request contains invalid attributes'],
  ])('is refused in VOLT_MX’s words: %o', async (body, words) => {
    const answer = await call.volt(body);
    expect(answer).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining(words) },
    });
  });

  it('leaves the records as they were', async () => {
    const before = sandbox.backend('VOLT_MX').records.size;
    await call.volt({ ...newcomer, lastName: undefined });
    expect(sandbox.backend('VOLT_MX').records.size).toBe(before);
  });
});

describe('what nobody knows', () => {
  it('is a 404 for a user where the vendor says so, and empty data at EMERITUS', async () => {
    const stranger = '00000000-0000-4000-8000-000000000000';
    expect(await call.tract('/tract/user/', { user_id: 'nobody' })).toMatchObject({
      status: 404,
      body: { error_message: 'user not found' },
    });
    expect(await call.haptik('PUT', { auth_id: 'nobody', name: 'N' })).toMatchObject({
      status: 404,
      body: { error_message: 'user not found' },
    });
    expect(await call.chakra(stranger)).toMatchObject({
      status: 404,
      body: { _data: null, _errors: [{ message: 'User not found' }] },
    });
    const nobody = { ...ganesh, user_id: stranger };
    for (const answer of [
      await call.emeritusGet('profile/fetch', nobody),
      await call.emeritusGet('user/contact/fetch', { ...nobody, contact_type: 'email' }),
      await call.emeritusPost('user/pool/update', { ...nobody, pool: 'alive' }),
      await call.emeritusPost('user/email/update', { ...nobody, email: 'a@example.com' }),
      await call.emeritusPost('user/owner/update', {
        ...nobody,
        owner_id: 'a',
        event_type: 'add',
      }),
    ]) {
      expect(answer).toMatchObject({ status: 200, body: { code: 0, data: null } });
    }
  });

  it('is a failure inside the envelope for a corporation that EMERITUS does not know', async () => {
    const elsewhere = { ...ganesh, corp_id: 'elsewhere' };
    const { status, body } = await call.emeritusGet('profile/fetch', elsewhere);
    expect({ status, body }).toMatchObject({ status: 200, body: { code: 40301, data: null } });
    const created = await call.emeritusPost('user/create', {
      email: 'a@example.com',
      corp_id: 'elsewhere',
    });
    expect(created.body).toMatchObject({ code: 40301, data: null });
  });

  it('is a 404 for a path or method outside the document, and logged without an operation', async () => {
    expect(await call.tract('/tract/user', { user_id: 'haptik-1001' })).toMatchObject({
      status: 404,
      body: { error_message: 'not found' },
    });
    expect(sandbox.backend('HAPTIK_TRACT').requests().at(-1)).toMatchObject({
      operation: null,
      method: 'POST',
      path: '/tract/user',
      status: 404,
    });
  });
});
