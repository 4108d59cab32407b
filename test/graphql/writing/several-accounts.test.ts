import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { faults } from '../../../sandbox/index.ts';
import { CORP_ID, OTHER_CORP_ID } from '../../../sandbox/emeritus/records.ts';
import { startTestFacet } from '../../facet.ts';
import type { TestFacet } from '../../facet.ts';
import { attempt, mutate } from './mutations.ts';
import type { Outcome } from './mutations.ts';
import { stranger } from './people.ts';

let facet: TestFacet;
let userId: string;
let refs: readonly string[];

beforeAll(async () => {
  facet = await startTestFacet();
});

afterAll(async () => facet.close());

/** Somebody with an account in each of two corporations; the other one's is linked first. */
beforeEach(async () => {
  await facet.sandbox.reset();
  const { email } = stranger();
  const input = { email, backends: ['EMERITUS'] as const };
  const other = await mutate(facet, 'createUser', {
    ...input,
    emeritus: { corpId: OTHER_CORP_ID },
  });
  const main = await mutate(facet, 'createUser', input);
  refs = [main, other].map(({ user }) => user?.accounts[0]?.ref ?? '');
  const { user } = await mutate(facet, 'linkAccount', {
    user: { id: other.user?.id ?? '' },
    account: { emeritus: { userId: refs[0] ?? '' } },
  });
  userId = user?.id ?? '';
});

const emails = () =>
  [CORP_ID, OTHER_CORP_ID].map(
    (scope, index) =>
      facet.sandbox.backend('EMERITUS').records.get({ scope, ref: refs[index] ?? '' })?.['emails'],
  );

const at = (outcomes: readonly Outcome[]): readonly Outcome[] =>
  outcomes.filter(({ backend }) => backend === 'EMERITUS');

describe('a person with accounts in two corporations', () => {
  it('has their address changed in both, with an outcome each', async () => {
    const { email } = stranger();
    const user = { id: userId };
    const payload = await mutate(facet, 'updateEmail', { user, email });
    expect(at(payload.outcomes)).toMatchObject([
      { status: 'UPDATED', account: { ref: refs[0] }, attempts: 1 },
      { status: 'UPDATED', account: { ref: refs[1] }, attempts: 1 },
    ]);
    expect(emails()).toEqual([[email], [email]]);
    const change = await mutate(facet, 'updateUser', { user, set: { email: 'set@example.net' } });
    expect(at(change.outcomes)).toHaveLength(2);
    expect(emails()).toEqual([['set@example.net'], ['set@example.net']]);
  });

  it('has it changed in the one that they are named by, and learns that the other was left', async () => {
    const before = emails();
    const { email } = stranger();
    const user = { emeritus: { corpId: OTHER_CORP_ID, userId: refs[1] ?? '' } };
    const payload = await mutate(facet, 'updateEmail', { user, email });
    expect(at(payload.outcomes)).toMatchObject([
      { status: 'SKIPPED', account: null, error: { code: 'NOT_REQUESTED' } },
      { status: 'UPDATED', account: { ref: refs[1] } },
    ]);
    expect(emails()).toEqual([before[0], [email]]);
  });

  it('learns which of the two failed, and has that one taken up again by the key', async () => {
    facet.sandbox.backend('EMERITUS').fault('updateEmail', faults.status(400), 1);
    const { email } = stranger();
    const input = { user: { id: userId }, email, idempotencyKey: userId };
    const payload = await mutate(facet, 'updateEmail', input);
    const statuses = at(payload.outcomes).map(({ status }) => status);
    expect(statuses.toSorted()).toEqual(['FAILED', 'UPDATED']);
    const again = await mutate(facet, 'updateEmail', input);
    expect(again.outcomes).toEqual(payload.outcomes);
  });

  it('is told once what is wrong with the input', async () => {
    const { data } = await attempt(facet, 'updateUser', {
      user: { id: userId },
      set: { displayName: ' ' },
    });
    expect(Object(data).updateUser.errors).toHaveLength(1);
  });

  it('keeps a pool in each: the one that is named moves', async () => {
    const user = { emeritus: { corpId: OTHER_CORP_ID, userId: refs[1] ?? '' } };
    const payload = await mutate(facet, 'updatePool', { user, pool: 'alive' });
    expect(at(payload.outcomes)).toMatchObject([
      { status: 'SKIPPED', error: { code: 'NOT_REQUESTED' } },
      { status: 'UPDATED', account: { ref: refs[1] } },
    ]);
  });

  it('keeps owners in each: those of the one that is named change, else of the configured one', async () => {
    const owners = () =>
      [CORP_ID, OTHER_CORP_ID].map(
        (scope, index) =>
          facet.sandbox.backend('EMERITUS').records.get({ scope, ref: refs[index] ?? '' })?.[
            'owners'
          ],
      );
    const other = { emeritus: { corpId: OTHER_CORP_ID, userId: refs[1] ?? '' } };
    const named = await mutate(facet, 'updateOwners', { user: other, add: ['owner-of-other'] });
    expect(named).toMatchObject({ owners: ['owner-of-other'], outcomes: [{ status: 'UPDATED' }] });
    const unnamed = await mutate(facet, 'updateOwners', { user: { id: userId }, add: ['owner'] });
    expect(unnamed).toMatchObject({ owners: ['owner'], outcomes: [{ status: 'UPDATED' }] });
    expect(owners()).toEqual([['owner'], ['owner-of-other']]);
  });
});

describe('a person with accounts in two corporations that are not the configured one', () => {
  const corporations = [CORP_ID, OTHER_CORP_ID] as const;
  let elsewhere: TestFacet;
  beforeAll(async () => {
    const environment = {
      EMERITUS_CORP_ID: 'facet-elsewhere',
      EMERITUS_CORP_IDS: corporations.join(','),
    };
    elsewhere = await startTestFacet({ environment });
  });
  afterAll(async () => elsewhere.close());

  const refIn = (corpId: string) => `entity-${corpId}`;
  const nameIn = (corpId: string) => ({ emeritus: { corpId, userId: refIn(corpId) } });

  it('has one of them named before their pool or owners change, and nothing is sent until then', async () => {
    const accounts = corporations.map((scope) => ({
      backend: 'EMERITUS' as const,
      scope,
      ref: refIn(scope),
    }));
    for (const { scope, ref } of accounts) {
      const identity = { corp_id: scope, user_id: ref };
      const record = { ...identity, profile: identity, mobile: [], mobileBackup: [], emails: [] };
      const { records } = elsewhere.sandbox.backend('EMERITUS');
      records.set({ scope, ref }, { ...record, owners: [], pool: null });
    }
    await elsewhere.registry.seed([accounts], { kind: 'LINK', actor: 'test', evidence: 'test' });
    const [person] = await elsewhere.registry.find(
      accounts.map(({ backend, scope, ref }) => ({ by: 'key', backend, scope, ref })),
    );
    const user = { id: person?.id ?? '' };
    const unclear = { code: 'INVALID_INPUT', path: ['input', 'user'] };
    const moved = await mutate(elsewhere, 'updatePool', { user, pool: 'alive' });
    expect(moved.errors).toMatchObject([unclear]);
    const owned = await mutate(elsewhere, 'updateOwners', { user, add: ['owner'] });
    expect(owned).toMatchObject({ outcomes: [], errors: [unclear] });
    expect(elsewhere.sandbox.calls()).toEqual({});

    const other = nameIn(OTHER_CORP_ID);
    const move = await mutate(elsewhere, 'updatePool', { user: other, pool: 'alive' });
    expect(at(move.outcomes)).toMatchObject([
      { status: 'SKIPPED', error: { code: 'NOT_REQUESTED' } },
      { status: 'UPDATED', account: { ref: refIn(OTHER_CORP_ID) } },
    ]);
    const change = await mutate(elsewhere, 'updateOwners', { user: other, add: ['owner'] });
    expect(change).toMatchObject({ owners: ['owner'], errors: [] });
    const both = await mutate(elsewhere, 'updateEmail', { user, email: 'both@example.com' });
    expect(at(both.outcomes)).toMatchObject([{ status: 'UPDATED' }, { status: 'UPDATED' }]);
  });
});
