import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { json, StandIn } from '../../backends/stand-in.ts';
import { startTestFacet } from '../../facet.ts';
import type { TestFacet } from '../../facet.ts';

let haptik: StandIn;
let facet: TestFacet;
let made = 0;

beforeAll(async () => {
  haptik = await StandIn.start();
  facet = await startTestFacet({ environment: { HAPTIK_URL: haptik.url } });
});

afterAll(async () => {
  await facet.close();
  await haptik.stop();
});

beforeEach(() => {
  made += 1;
});

const authId = () => `acknowledged${made}`;

const SELECTION = `user { account(at: HAPTIK) { ... on HaptikAccount { name email mobileNumber language raw } } }
  outcomes { backend status stored notStored { path reason } }`;

/** Haptik answers a write with this of the user. */
async function write(mutation: 'createUser' | 'updateUser', input: object, held: object) {
  haptik.reply = json({ auth_id: authId(), ...held });
  const type = mutation === 'createUser' ? 'CreateUserInput' : 'UpdateUserInput';
  const { data, errors } = await facet.query(
    `mutation ($input: ${type}!) { ${mutation}(input: $input) { ${SELECTION} } }`,
    { input },
  );
  expect(errors).toBeUndefined();
  const { user, outcomes } = Object(data)[mutation];
  return { account: user.account, outcome: outcomes[1] };
}

const create = async (input: object, held: object) =>
  write('createUser', { ...input, backends: ['HAPTIK'], haptik: { authId: authId() } }, held);

const update = async (set: object, held: object) =>
  write('updateUser', { user: { authId: authId() }, set }, held);

const because = (holds: string, ...path: readonly string[]) => ({
  path: ['input', ...path],
  reason: `HAPTIK answered that it holds ${holds}.`,
});

describe('what HAPTIK says that it holds wins over what it was sent', () => {
  it('after a creation, and the outcome tells the difference', async () => {
    const { account, outcome } = await create(
      { displayName: 'As Sent', email: 'as.sent@example.net', phone: '+919812345678' },
      { name: ' As Held ', email: 'as.held@example.net', mobile_no: '+91 98123 00000' },
    );
    expect(account).toMatchObject({
      name: 'As Held',
      email: 'as.held@example.net',
      mobileNumber: '+919812300000',
    });
    expect(outcome).toMatchObject({ status: 'CREATED', stored: ['haptik.authId'] });
    expect(outcome.notStored).toEqual([
      because('another value', 'displayName'),
      because('another value', 'email'),
      because('another value', 'phone'),
    ]);
  });

  it('after an update, of what was not written too', async () => {
    await create({ displayName: 'Before' }, { name: 'Before' });
    const { account, outcome } = await update(
      { displayName: 'After', language: 'hi' },
      { name: 'Someone Else', email: 'held@example.net' },
    );
    expect(account).toMatchObject({
      name: 'Someone Else',
      email: 'held@example.net',
      language: 'hi',
    });
    expect(outcome.stored).toEqual(['set.language']);
    expect(outcome.notStored).toEqual([because('another value', 'set', 'displayName')]);
  });

  it('of an account that was linked and never written', async () => {
    await create({ displayName: 'Nobody' }, {});
    const { data } = await facet.query(
      `mutation ($user: UserBy!, $account: AccountRef!) {
        unlinkAccount(input: { user: $user, account: $account }) { user { id } } }`,
      { user: { authId: authId() }, account: { authId: authId() } },
    );
    const { id } = Object(data).unlinkAccount.user;
    await facet.query(
      `mutation ($input: LinkAccountInput!) { linkAccount(input: $input) { errors { code } } }`,
      { input: { user: { id }, account: { authId: authId() } } },
    );
    const { account, outcome } = await update({ language: 'en' }, { name: 'Held All Along' });
    expect(account).toMatchObject({ name: 'Held All Along', email: null, language: 'en' });
    expect(outcome.notStored).toEqual([]);
  });

  it('when it still holds what was cleared', async () => {
    await create({ displayName: 'Before' }, { name: 'Before' });
    const { account, outcome } = await update({ displayName: null }, { name: 'Still There' });
    expect(account).toMatchObject({ name: 'Still There' });
    expect(outcome.notStored).toEqual([because('a value still', 'set', 'displayName')]);
  });
});

describe('what HAPTIK says in another spelling is no difference', () => {
  it.each([
    [{ email: 'As.Sent@Example.net' }, { email: 'as.sent@example.net' }],
    [{ phone: '+919812345678' }, { mobile_no: '919812345678' }],
    [{ phone: '+919812345678' }, { mobile_no: '098123 45678' }],
    [{ phone: '+919812345678' }, { mobile_no: 919812345678 }],
    [{ displayName: 'As Sent' }, { name: { first: 'As' }, email: 7, mobile_no: [] }],
    [{ displayName: 'As Sent' }, { name: 'As Sent ' }],
    [{ displayName: 'As Sent', email: 'a@example.net' }, {}],
    [{ displayName: 'As Sent' }, { name: null, email: '', mobile_no: null }],
  ])('%j answered with %j', async (input, held) => {
    const { account, outcome } = await create(input, held);
    expect(outcome.stored).toEqual([...Object.keys(input), 'haptik.authId']);
    expect(outcome.notStored).toEqual([]);
    if ('phone' in input) expect(account.mobileNumber).toBe('+919812345678');
  });

  it('and what cannot be understood stays as it came', async () => {
    const { account, outcome } = await create({ phone: '+919812345678' }, { mobile_no: 'on file' });
    expect(account).toMatchObject({ mobileNumber: null, raw: { mobile_no: 'on file' } });
    expect(outcome.notStored).toEqual([because('another value', 'phone')]);
  });
});
