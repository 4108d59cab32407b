import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';
import { callersOf } from './callers.ts';

let sandbox: Sandbox;
let call: ReturnType<typeof callersOf>;

beforeAll(async () => {
  sandbox = await startSandbox();
  call = callersOf(sandbox);
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

const ganesh = { corp_id: 'facet-academy', user_id: '5f9b0b1b-5b0b-4b1b-9b0b-1b5b0b4b1b9b' };

describe('HAPTIK_TRACT', () => {
  it('tells what was asked for of the details, and keeps them out of the user', async () => {
    const user = await call.tract('/tract/user/', { user_id: 'haptik-1001' });
    expect(user.body).toEqual({
      user_id: 'haptik-1001',
      third_party_user_id: 'wa-919800000001',
      user_name: 'லதா கணேஷ்',
      device_platform: 'WhatsApp',
      details_available: ['city', 'plan', 'vip'],
    });
    const asked = { user_id: 'haptik-1001', details_requested: ['plan', 'vip', 'shoeSize'] };
    const details = await call.tract('/tract/user/details/', asked);
    expect(details.body).toEqual({ user_id: 'haptik-1001', details: { plan: 'gold', vip: true } });
  });

  it('knows whom the hook told of, and answers a redelivery with the same id', async () => {
    const newcomer = {
      user_id: 'haptik-new',
      user_name: 'Asha Rao',
      device_platform: 'WhatsApp',
      details_available: [{ name: 'city', value: 'Pune' }, { key: 'plan' }],
    };
    const first = await call.hook(newcomer);
    expect(first.body).toEqual({
      success: true,
      ect_user_id: expect.stringMatching(/^ect-.{36}$/),
    });
    expect((await call.hook(newcomer)).body).toEqual(first.body);
    expect((await call.tract('/tract/user/', { user_id: 'haptik-new' })).body).toEqual({
      user_id: 'haptik-new',
      user_name: 'Asha Rao',
      device_platform: 'WhatsApp',
      details_available: ['city', 'plan'],
    });
    const asked = { user_id: 'haptik-new', details_requested: ['city'] };
    expect((await call.tract('/tract/user/details/', asked)).body).toMatchObject({
      details: { city: 'Pune' },
    });
  });

  it('keeps its own record and id of a user whom the hook speaks of again', async () => {
    const answer = await call.hook({ user_id: 'haptik-1001', user_name: 'Someone Else' });
    expect(answer.body).toEqual({ success: true, ect_user_id: 'ect-1001' });
    const user = await call.tract('/tract/user/', { user_id: 'haptik-1001' });
    expect(user.body).toMatchObject({ user_name: 'லதா கணேஷ்' });
  });
});

describe('HAPTIK', () => {
  it('creates one user for an auth_id and updates what is named', async () => {
    const before = sandbox.backend('HAPTIK').records.size;
    const body = { auth_id: 'n1', name: 'Asha', email: 'a@example.com', language_code: 'hi' };
    await call.haptik('POST', body);
    const created = await call.haptik('POST', body);
    expect(created).toMatchObject({
      status: 200,
      body: { auth_id: 'n1', name: 'Asha', email: 'a@example.com', mobile_no: null },
    });
    expect(sandbox.backend('HAPTIK').records.size).toBe(before + 1);
    const updated = await call.haptik('PUT', { auth_id: 'n1', email: null, mobile_no: '+919' });
    expect(updated.body).toEqual({ auth_id: 'n1', name: 'Asha', email: null, mobile_no: '+919' });
    expect(sandbox.backend('HAPTIK').records.get('n1')).toMatchObject({ language_code: 'hi' });
  });
});

describe('CHAKRA', () => {
  it('answers with what a test put there', async () => {
    const { records } = sandbox.backend('CHAKRA');
    const id = '00000000-0000-4000-8000-000000000001';
    records.set(id, { id, displayName: 'Put There' });
    expect((await call.chakra(id)).body).toEqual({ _data: { id, displayName: 'Put There' } });
    expect(records.remove(id)).toBe(true);
    expect((await call.chakra(id)).status).toBe(404);
  });
});

describe('VOLT_MX', () => {
  const newcomer = {
    firstName: 'Asha',
    lastName: 'Rao',
    country: 'India',
    email: 'asha@example.com',
    mobileNumber: '919811111111',
  };

  it('creates, and then says who has the e-mail address or the number', async () => {
    const created = await call.volt(newcomer);
    expect(created).toMatchObject({
      status: 200,
      body: { message: 'Details added successfully' },
    });
    const id = idIn(created.text);
    expect(sandbox.backend('VOLT_MX').records.get(id)).toEqual({ ...newcomer, id });
    const sameEmail = await call.volt({ ...newcomer, email: 'ASHA@example.com' });
    expect(sameEmail).toMatchObject({
      status: 400,
      body: { message: 'User already exists with this Email' },
    });
    expect(idIn(sameEmail.text)).toBe(id);
    const sameMobile = await call.volt({ ...newcomer, email: 'other@example.com' });
    expect(sameMobile).toMatchObject({
      status: 400,
      body: { message: 'User already exists with this mobile number' },
    });
    expect(idIn(sameMobile.text)).toBe(id);
  });

  it('tells 64-bit ids exactly, as a number or a string', async () => {
    const { records } = sandbox.backend('VOLT_MX');
    const known = { ...newcomer, mobileNumber: undefined };
    records.set('even', { ...known, id: '9117786204812949328', email: 'even@example.com' });
    records.set('odd', { ...known, id: '9117786204812949329', email: 'odd@example.com' });
    const even = await call.volt({ ...newcomer, email: 'even@example.com' });
    expect(even.text).toContain('"id":9117786204812949328,');
    const odd = await call.volt({ ...newcomer, email: 'odd@example.com' });
    expect(odd.text).toContain('"id":"9117786204812949329",');
  });
});

describe('EMERITUS', () => {
  const contact = async (contact_type: string, key = ganesh) =>
    (await call.emeritusGet('user/contact/fetch', { ...key, contact_type })).body;
  const owner = async (event_type: 'add' | 'remove', owner_id: string) =>
    (await call.emeritusPost('user/owner/update', { ...ganesh, owner_id, event_type })).body;

  it('creates by e-mail or mobile number, and knows whom it has', async () => {
    const corp_id = 'facet-academy';
    const created = await call.emeritusPost('user/create', { corp_id, email: 'a@example.com' });
    expect(created.body).toMatchObject({ code: 0, data: { is_user_exists: false } });
    const again = await call.emeritusPost('user/create', { corp_id, email: 'A@example.com' });
    const { user_id } = dataIn(created.body);
    expect(again.body).toMatchObject({ code: 0, data: { user_id, is_user_exists: true } });
    expect(await contact('email', { corp_id, user_id: String(user_id) })).toMatchObject({
      data: { value: ['a@example.com'] },
    });
    const known = { corp_id, area_code: '91', mobile: '9800000001' };
    expect((await call.emeritusPost('user/create', known)).body).toMatchObject({
      data: { user_id: ganesh.user_id, is_user_exists: true },
    });
  });

  it('keeps corporations apart', async () => {
    const known = { area_code: '91', mobile: '9800000001', corp_id: 'facet-institute' };
    const { body } = await call.emeritusPost('user/create', known);
    expect(body).toMatchObject({ data: { is_user_exists: false } });
    const mobile = { data: { value: ['91', '9800000001'] } };
    const key = { corp_id: 'facet-institute', user_id: String(dataIn(body).user_id) };
    expect(await contact('mobile', key)).toMatchObject(mobile);
    expect((await call.emeritusGet('profile/fetch', key)).body).toMatchObject({
      data: { ...key, area_code: '91', mobile: '9800000001' },
    });
  });

  it('shows an updated e-mail address in the contact', async () => {
    await call.emeritusPost('user/email/update', { ...ganesh, email: 'new@example.com' });
    expect(await contact('email')).toEqual({
      code: 0,
      msg: 'success.',
      data: { ...ganesh, contact_type: 'email', value: ['new@example.com'] },
    });
  });

  it('answers each owner change with the full list', async () => {
    const [first, second] = ['123456789bf421c8b8e3fc642bc3821', '2f0e4c1d6a7b4f2f9f6f0d3c1b2a4958'];
    const owners = (owner_id: string[]) => ({ data: { user_id: ganesh.user_id, owner_id } });
    expect(await owner('add', 'o-3')).toMatchObject(owners([first, second, 'o-3']));
    expect(await owner('add', first)).toMatchObject(owners([first, second, 'o-3']));
    expect(await owner('remove', second)).toMatchObject(owners([first, 'o-3']));
  });

  it('keeps the pool', async () => {
    const { body } = await call.emeritusPost('user/pool/update', { ...ganesh, pool: 'dead' });
    expect(body).toEqual({ code: 0, msg: 'success.', data: { user_id: ganesh.user_id } });
    const { records } = sandbox.backend('EMERITUS');
    expect(records.get(ganesh.user_id)).toMatchObject({ pool: 'dead' });
    expect(records.get({ scope: ganesh.corp_id, ref: ganesh.user_id })).toBe(
      records.get(ganesh.user_id),
    );
  });
});

it('goes back to the start on reset, also from a backend that is down', async () => {
  const { records } = sandbox.backend('HAPTIK');
  const before = records.all();
  await call.haptik('POST', { auth_id: 'n1' });
  await call.haptik('PUT', { auth_id: 'facetauth1001', name: null });
  await sandbox.backend('HAPTIK').down();
  await sandbox.reset();
  expect(records.all()).toEqual(before);
  expect((await call.haptik('PUT', { auth_id: 'n1', name: 'N' })).status).toBe(404);
});

it('hands out new ids after a new start', async () => {
  const other = await startSandbox();
  try {
    const body = { corp_id: 'facet-academy', email: 'a@example.com' };
    const here = dataIn((await call.emeritusPost('user/create', body)).body).user_id;
    const there = dataIn((await callersOf(other).emeritusPost('user/create', body)).body).user_id;
    expect(here).not.toBe(there);
  } finally {
    await other.close();
  }
});

/** The digits of `id`, however it is written. */
const idIn = (text: string): string => /"id":"?(\d+)/.exec(text)?.[1] ?? '';

function dataIn(body: unknown): Record<string, unknown> {
  const data = typeof body === 'object' && body !== null && 'data' in body ? body.data : null;
  return { ...(typeof data === 'object' ? data : {}) };
}
