import { afterAll, beforeAll, expect, it } from 'vitest';
import { isOneProcess, startTestFacet } from '../../facet.ts';
import type { TestFacet } from '../../facet.ts';
import { mutate, currentOutcome } from '../writing/mutations.ts';
import { stranger } from '../writing/people.ts';

let facet: TestFacet;
/** What the registry was asked for, a statement each. */
const asked: (readonly string[])[] = [];

beforeAll(async () => {
  facet = await startTestFacet({ environment: { RECOVERY_INTERVAL_MS: '20' } });
  const { conflicts } = facet.registry;
  facet.registry.conflicts = async (accountIds) => {
    asked.push(accountIds);
    return conflicts.call(facet.registry, accountIds);
  };
});

afterAll(async () => facet.close());

const SEEN = `query ($by: [UserBy!]!) { users(by: $by) { accounts {
  ref conflicts { ref userId holderId at evidence } } } }`;

interface Seen {
  readonly users: readonly {
    readonly accounts: readonly { readonly ref: string; readonly conflicts: readonly unknown[] }[];
  }[];
}

async function seen(...ids: readonly string[]): Promise<Seen['users']> {
  const { data, errors } = await facet.query(SEEN, { by: ids.map((id) => ({ id })) });
  expect(errors).toBeUndefined();
  return (data as unknown as Seen).users;
}

it('a late duplicate is shown at both accounts and in the history of both, until it is settled', async () => {
  const [one, other] = [stranger(), stranger()];
  const backends = ['HAPTIK', 'EMERITUS'] as const;
  const mine = await mutate(facet, 'createUser', { ...one, backends: [...backends] });
  const theirs = await mutate(facet, 'createUser', { phone: other.phone, backends: ['EMERITUS'] });
  const [myId = '', theirId = ''] = [mine.user?.id, theirs.user?.id];
  const [theirRef = ''] = (theirs.user?.accounts ?? []).map(({ ref }) => ref);
  const mixed = await mutate(facet, 'createUser', {
    haptik: one.haptik,
    phone: other.phone,
    backends: [...backends],
  });
  expect(currentOutcome(mixed)).toContain('EMERITUS EXISTED CONFLICT');

  const conflict = { ref: theirRef, userId: myId, holderId: theirId, evidence: 'createUser' };
  await expect
    .poll(async () => (await seen(theirId))[0]?.accounts)
    .toMatchObject([{ ref: theirRef, conflicts: [conflict] }]);
  asked.length = 0;
  const [me, them] = await seen(myId, theirId);
  expect(me?.accounts).toMatchObject([{ conflicts: [] }, { conflicts: [conflict] }]);
  expect(them?.accounts).toMatchObject([{ conflicts: [conflict] }]);
  // One statement for them all, as far as is seen from here.
  const once = isOneProcess ? [3] : [];
  expect(asked.map((ids) => ids.length)).toEqual(once);

  const history = `query ($id: ID!) { user(by: { id: $id }) { history(first: 1) { nodes {
    kind ref userId otherUserId } } } }`;
  for (const id of [myId, theirId]) {
    const { data } = await facet.query(history, { id });
    expect(data).toEqual({
      user: {
        history: {
          nodes: [{ kind: 'CONFLICT', ref: theirRef, userId: myId, otherUserId: theirId }],
        },
      },
    });
  }
  // Nobody asks for what the query does not select.
  expect(asked).toHaveLength(once.length);

  const [myRef = ''] = (mine.user?.accounts ?? [])
    .filter(({ backend }) => backend === 'EMERITUS')
    .map(({ ref }) => ref);
  await mutate(facet, 'unlinkAccount', {
    user: { id: myId },
    account: { emeritus: { userId: myRef } },
  });
  await mutate(facet, 'linkAccount', {
    user: { id: myId },
    account: { emeritus: { userId: theirRef } },
  });
  const [merged] = await seen(myId);
  expect(merged?.accounts.map(({ conflicts }) => conflicts)).toEqual([[], []]);
});
