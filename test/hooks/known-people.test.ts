import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestFacet } from '../facet.ts';
import type { TestFacet } from '../facet.ts';

const SECRET = 'a secret that only Haptik knows';

let facet: TestFacet;

beforeAll(async () => {
  facet = await startTestFacet({ environment: { HAPTIK_HOOK_SECRET: SECRET } });
});
afterAll(async () => facet.close());

async function tell(user: object): Promise<unknown> {
  const body = JSON.stringify(user);
  const digest = createHmac('sha1', SECRET).update(body).digest('hex');
  const response = await fetch(`${facet.url}/hooks/haptik/create-user`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-hub-signature': `sha1=${digest}` },
    body,
  });
  return response.json();
}

/** Asks TRACT nothing: a read would put right what the hook told. */
const found = async (by: object) =>
  (await facet.query('query ($by: UserBy!) { user(by: $by) { id } }', { by })).data;

const accountOf = async (ref: string) => {
  const [user] = await facet.registry.find([
    { by: 'key', backend: 'HAPTIK_TRACT', scope: '', ref },
  ]);
  return user?.accounts[0];
};

describe('a hook’s call about a person who is known', () => {
  it('moves the identifiers to those it tells, and keeps what a write of ours says', async () => {
    const created = await facet.query(
      `mutation ($input: CreateUserInput!) { createUser(input: $input) { user { id } } }`,
      {
        input: {
          backends: ['HAPTIK_TRACT'],
          displayName: 'As We Wrote',
          haptikTract: { userId: 'known-1', thirdPartyUserId: 'wa-before' },
        },
      },
    );
    const { id } = Object(created.data).createUser.user;
    const answer = await tell({
      user_id: 'known-1',
      third_party_user_id: 'wa-now',
      user_name: 'As Haptik Tells',
      device_platform: 'iOS',
      details_available: [{ name: 'loyalty', value: 'gold' }],
    });
    expect(answer).toEqual({ success: true, ect_user_id: id });
    expect(await accountOf('known-1')).toMatchObject({
      aliases: { thirdPartyUserId: 'wa-now', ectUserId: id },
      lastWrite: {
        record: { user_name: 'As We Wrote', device_platform: 'iOS', details: { loyalty: 'gold' } },
      },
    });
    expect(await found({ thirdPartyUserId: 'wa-now' })).toEqual({ user: { id } });
    expect(await found({ ectUserId: id })).toEqual({ user: { id } });
    expect(await found({ thirdPartyUserId: 'wa-before' })).toEqual({ user: null });
  });

  it('takes no identifier away by saying nothing of it', async () => {
    await tell({ user_id: 'known-2', third_party_user_id: 'wa-2' });
    await tell({ user_id: 'known-2', third_party_user_id: null });
    await tell({ user_id: 'known-2' });
    expect((await accountOf('known-2'))?.aliases).toMatchObject({ thirdPartyUserId: 'wa-2' });
  });
});
