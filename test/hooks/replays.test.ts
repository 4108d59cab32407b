import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestFacet } from '../facet.ts';
import { startTestFacet } from '../facet.ts';
import { unset } from '../unset.ts';

const SECRET = 'a secret that only Haptik knows';

let facet: TestFacet;
let made = 0;

beforeAll(async () => {
  facet = await startTestFacet({
    // As where Haptik tells of people and TRACT cannot be asked.
    environment: {
      HAPTIK_HOOK_SECRET: SECRET,
      ...unset('HAPTIK_TRACT'),
      CACHE_TTL_MS: '60000',
    },
  });
});
afterAll(async () => facet.close());

const newId = () => {
  made += 1;
  return `told-${made}`;
};

async function post(body: string, to: Pick<TestFacet, 'url'> = facet) {
  const digest = createHmac('sha1', SECRET).update(body).digest('hex');
  const response = await fetch(`${to.url}/hooks/haptik/create-user`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-hub-signature': `sha1=${digest}` },
    body,
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const tell = async (user: object, to?: TestFacet) => post(JSON.stringify(user), to);

async function shown(haptikUserId: string, at = facet) {
  const { data, errors, text } = await at.query(
    `query ($id: ID!) { user(by: { haptikUserId: $id }) { id displayName
      account(at: HAPTIK_TRACT) { raw ... on HaptikTractAccount {
        thirdPartyUserId detailsAvailable details } } } }`,
    { id: haptikUserId },
  );
  expect(errors).toBeUndefined();
  expect(text.isWellFormed()).toBe(true);
  return Object(data).user;
}

const holderOf = async (id: string) =>
  (await facet.query('query ($id: ID!) { user(by: { thirdPartyUserId: $id }) { id } }', { id }))
    .data?.['user'] ?? null;

describe('an old call that comes again', () => {
  it('is answered as then, and changes nothing that newer ones told', async () => {
    const user_id = newId();
    const old = { user_id, third_party_user_id: `wa-old-${user_id}`, user_name: 'Told First' };
    const first = await tell(old);
    await tell({ ...old, third_party_user_id: `wa-new-${user_id}`, device_platform: 'iOS' });
    const before = await shown(user_id);
    expect(before.account.thirdPartyUserId).toBe(`wa-new-${user_id}`);
    const spellings = [
      JSON.stringify(old),
      JSON.stringify(old, null, 2),
      JSON.stringify({ ...old, details_available: null, sent_again: true }),
    ];
    for (const body of spellings) {
      expect(await post(body)).toEqual(first);
      expect(await shown(user_id)).toEqual(before);
    }
    expect(await holderOf(`wa-old-${user_id}`)).toBeNull();
    expect(await holderOf(`wa-new-${user_id}`)).toEqual({ id: before.id });
  });

  it('brings back nobody who was unlinked', async () => {
    const user_id = newId();
    const first = await tell({ user_id, user_name: 'Unlinked Since' });
    const { data } = await facet.query(
      `mutation ($id: ID!) { unlinkAccount(input: {
        user: { haptikUserId: $id }, account: { haptikUserId: $id } }) { errors { code } } }`,
      { id: user_id },
    );
    expect(Object(data).unlinkAccount.errors).toEqual([]);
    expect(await tell({ user_id, user_name: 'Unlinked Since' })).toEqual(first);
    expect(await shown(user_id)).toBeNull();
  });
});

describe('a call about a person whom a mutation created', () => {
  it('shows the new third party id at once, and keeps the name that was written', async () => {
    const ect = await startTestFacet({
      environment: { HAPTIK_HOOK_SECRET: SECRET, HAPTIK_TRACT_URL: '', HAPTIK_TRACT_TOKEN: '' },
    });
    const input = {
      backends: ['HAPTIK_TRACT'],
      displayName: 'As We Wrote',
      haptikTract: { userId: 'known-1', thirdPartyUserId: 'wa-before' },
    };
    await ect.query(
      'mutation ($input: CreateUserInput!) { createUser(input: $input) { user { id } } }',
      {
        input,
      },
    );
    await tell({ user_id: 'known-1', third_party_user_id: 'wa-now', user_name: 'As Told' }, ect);
    expect(await shown('known-1', ect)).toMatchObject({
      displayName: 'As We Wrote',
      account: { thirdPartyUserId: 'wa-now' },
    });
    await ect.close();
  });
});

describe('what a call says', () => {
  it.each([
    ['9117786204812949329', '9117786204812949329'],
    ['0', '0'],
    ['"0049"', '0049'],
  ])('may have the third party id %s', async (id, exact) => {
    const user_id = newId();
    await post(`{"user_id":"${user_id}","third_party_user_id":${id}}`);
    expect((await shown(user_id)).account.thirdPartyUserId).toBe(exact);
    expect(await holderOf(exact)).not.toBeNull();
  });

  it.each([
    ['a control character in its id', { user_id: 'a\u0007b' }],
    ['a NUL in its id', { user_id: 'a\u0000b' }],
    ['half a character in its id', { user_id: 'a\ud83d' }],
    ['an id with space around it', { user_id: ' a' }],
    ['an id without an end', { user_id: 'a'.repeat(513) }],
    ['a third party id that nobody sees', { user_id: 'a', third_party_user_id: 'b\u200B' }],
    ['a third party id that is no whole number', { user_id: 'a', third_party_user_id: 1.5 }],
    ['a name of a thousand letters and one', { user_id: 'a', user_name: 'n'.repeat(1001) }],
    ['a hundred details and one', { user_id: 'a', details_available: Array(101).fill('d') }],
    [
      'a detail of pages',
      { user_id: 'a', details_available: [{ name: 'n', value: 'v'.repeat(5000) }] },
    ],
    ['a detail without a ground', { user_id: 'a', details_available: [nested(20)] }],
  ])('is refused with %s, and nothing is written', async (_, user) => {
    const before = await facet.registry.count(null);
    expect(await tell(user)).toMatchObject({ status: 400, body: { success: false } });
    expect(await facet.registry.count(null)).toBe(before);
    expect(facet.reported).toEqual([]);
  });

  it('is refused by its size before its signature is looked at', async () => {
    expect(await tell({ user_id: 'a', more: 'm'.repeat(70_000) })).toMatchObject({ status: 413 });
  });

  it('is shown without what cannot be shown', async () => {
    const user_id = newId();
    const user = {
      user_id,
      user_name: 'Zoë \ud83d\u0000 Told',
      details_available: [{ name: 'no\u0000te', value: ['half \udc00'] }],
    };
    expect(await tell(user)).toMatchObject({ status: 200 });
    expect(await shown(user_id)).toMatchObject({
      displayName: 'Zoë   Told',
      account: { detailsAvailable: ['no te'], details: { 'no te': ['half  '] } },
    });
  });
});

function nested(levels: number): object {
  return levels === 0 ? {} : { inner: nested(levels - 1) };
}
