import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Backend, UserBy } from '#schema';
import { faults } from '../../../sandbox/index.ts';
import { startTestFacet } from '../../facet.ts';
import type { TestFacet } from '../../facet.ts';
import { mutate } from './mutations.ts';
import type { User } from './mutations.ts';
import { stranger } from './people.ts';

let facet: TestFacet;
/** Somebody with an account at HAPTIK alone. */
let person: User;

beforeAll(async () => {
  facet = await startTestFacet();
});

afterAll(async () => facet.close());

beforeEach(async () => {
  await facet.sandbox.reset();
  const { user } = await mutate(facet, 'createUser', {
    backends: ['HAPTIK'],
    displayName: 'To Be Linked',
  });
  if (!user) throw new Error('Nobody was created.');
  person = user;
  facet.sandbox.resetLogs();
});

/** A user id that a backend knows and the registry does not, each time another one. */
function freshRef(backend: Backend): string {
  const ref = randomUUID();
  const scope = backend === 'EMERITUS' ? 'facet-academy' : '';
  const [template] = facet.sandbox.backend(backend).records.all();
  const profile = { user_id: ref, corp_id: scope };
  facet.sandbox
    .backend(backend)
    .records.set({ scope, ref }, { ...template, ...profile, id: ref, profile });
  return ref;
}

const READABLE = [
  ['HAPTIK_TRACT', { user: 1 }, (ref: string) => ({ haptikUserId: ref })],
  ['CHAKRA', { user: 1 }, (ref: string) => ({ chakraId: ref })],
  ['EMERITUS', { profile: 1 }, (ref: string) => ({ emeritus: { userId: ref } })],
] as const;

const lookedUp = async (by: UserBy): Promise<unknown> =>
  (await facet.query('query ($by: UserBy!) { user(by: $by) { id } }', { by })).data?.['user'];

describe('linkAccount', () => {
  it.each(READABLE)('confirms at %s, then links', async (backend, calls, account) => {
    const ref = freshRef(backend);
    const payload = await mutate(facet, 'linkAccount', {
      user: { id: person.id },
      account: account(ref),
    });
    expect(payload).toMatchObject({
      user: { id: person.id },
      account: { backend, ref, user: { id: person.id } },
      errors: [],
    });
    const linked = new Set(payload.user?.accounts.map((one) => one.backend));
    expect(linked).toEqual(new Set(['HAPTIK', backend]));
    expect(facet.sandbox.calls()).toEqual({ [backend]: calls });
    expect(await lookedUp(account(ref))).toEqual({ id: person.id });
  });

  it.each(READABLE)('refuses what %s does not know', async (_backend, _calls, account) => {
    const payload = await mutate(facet, 'linkAccount', {
      user: { id: person.id },
      account: account(randomUUID()),
    });
    expect(payload).toMatchObject({
      user: { id: person.id },
      account: null,
      errors: [{ code: 'NOT_FOUND', path: ['input', 'account'] }],
    });
    expect(payload.user?.accounts).toEqual(person.accounts);
  });

  it('refuses what cannot be confirmed now', async () => {
    const chakraId = freshRef('CHAKRA');
    facet.sandbox.backend('CHAKRA').fault('user', faults.status(503));
    const payload = await mutate(facet, 'linkAccount', {
      user: { id: person.id },
      account: { chakraId },
    });
    expect(payload).toMatchObject({
      account: null,
      errors: [{ code: 'BACKEND_UNAVAILABLE', path: ['input', 'account'] }],
    });
    expect(payload.user?.accounts).toEqual(person.accounts);
  });

  it('takes the caller’s word where there is no read, with every digit', async () => {
    const voltMxId = '9223372036854775807';
    const payload = await mutate(facet, 'linkAccount', {
      user: { id: person.id },
      account: { voltMxId },
    });
    expect(payload.account).toMatchObject({ backend: 'VOLT_MX', ref: voltMxId });
    expect(facet.sandbox.calls()).toEqual({});
  });

  it('is idempotent: the second time nothing changes, and nobody is asked', async () => {
    const input = { user: { id: person.id }, account: { chakraId: freshRef('CHAKRA') } };
    const first = await mutate(facet, 'linkAccount', input);
    const second = await mutate(facet, 'linkAccount', input);
    expect(second).toEqual(first);
    expect(facet.sandbox.calls()).toEqual({ CHAKRA: { user: 1 } });
  });

  it('is a CONFLICT when the person has another account there', async () => {
    const payload = await mutate(facet, 'linkAccount', {
      user: { id: person.id },
      account: { authId: 'another1' },
    });
    expect(payload).toMatchObject({
      user: person,
      account: null,
      errors: [{ code: 'CONFLICT', path: ['input', 'account'] }],
    });
  });

  it('takes one account in each corporation', async () => {
    const userId = freshRef('EMERITUS');
    const [record] = facet.sandbox.backend('EMERITUS').records.all();
    const scope = 'facet-institute';
    facet.sandbox
      .backend('EMERITUS')
      .records.set(
        { scope, ref: userId },
        { ...record, user_id: userId, corp_id: scope, profile: {} },
      );
    const user = { id: person.id };
    await mutate(facet, 'linkAccount', {
      user,
      account: { emeritus: { corpId: scope, userId } },
    });
    const payload = await mutate(facet, 'linkAccount', { user, account: { emeritus: { userId } } });
    expect(payload.errors).toEqual([]);
    expect(payload.user?.accounts.map(({ backend }) => backend)).toEqual([
      'HAPTIK',
      'EMERITUS',
      'EMERITUS',
    ]);
  });
});

describe('unlinkAccount', () => {
  const account = () => ({ authId: person.accounts[0]?.ref ?? '' });

  it('takes the account, and leaves the user when it was the last one', async () => {
    const payload = await mutate(facet, 'unlinkAccount', {
      user: { id: person.id },
      account: account(),
    });
    expect(payload).toEqual({ user: { id: person.id, accounts: [] }, errors: [] });
    expect(await lookedUp({ id: person.id })).toEqual({ id: person.id });
    expect(await lookedUp(account())).toBeNull();
    expect(facet.sandbox.calls()).toEqual({});
  });

  it('finds the person by the very account that goes', async () => {
    const payload = await mutate(facet, 'unlinkAccount', { user: account(), account: account() });
    expect(payload).toEqual({ user: { id: person.id, accounts: [] }, errors: [] });
  });

  it('says NOT_FOUND when the person has no such account', async () => {
    const { haptik } = stranger();
    await mutate(facet, 'createUser', { backends: ['HAPTIK'], haptik });
    for (const other of [haptik, { voltMxId: '1' }]) {
      const payload = await mutate(facet, 'unlinkAccount', {
        user: { id: person.id },
        account: other,
      });
      expect(payload).toMatchObject({
        user: person,
        errors: [{ code: 'NOT_FOUND', path: ['input', 'account'] }],
      });
    }
  });

  it('frees the record for another user, and its place for another record', async () => {
    const freed = account();
    await mutate(facet, 'unlinkAccount', { user: { id: person.id }, account: freed });
    const { user } = await mutate(facet, 'createUser', {
      backends: ['HAPTIK_TRACT'],
      haptikTract: stranger().haptikTract,
    });
    const other = { id: user?.id ?? '' };
    const moved = await mutate(facet, 'linkAccount', { user: other, account: freed });
    const replaced = await mutate(facet, 'linkAccount', {
      user: { id: person.id },
      account: { authId: `${freed.authId}2` },
    });
    expect([...moved.errors, ...replaced.errors]).toEqual([]);
    expect(moved.account?.user.id).toBe(other.id);
  });

  it('forgets what was last written to the account', async () => {
    const { haptik } = stranger();
    const { user } = await mutate(facet, 'createUser', {
      backends: ['HAPTIK'],
      haptik,
      displayName: 'Nova Secretive',
    });
    const input = { user: { id: user?.id ?? '' }, account: haptik };
    await mutate(facet, 'unlinkAccount', input);
    await mutate(facet, 'linkAccount', input);
    const query = 'query ($by: UserBy!) { user(by: $by) { displayName } }';
    expect((await facet.query(query, { by: haptik })).data).toEqual({
      user: { displayName: null },
    });
  });
});

it('every link and unlink stands in the history with its time and who asked', async () => {
  const chakraId = freshRef('CHAKRA');
  const input = { user: { id: person.id }, account: { chakraId } };
  await mutate(facet, 'linkAccount', input);
  await mutate(facet, 'unlinkAccount', input);
  const history = await facet.registry.history(person.id);
  expect(
    history.map(({ kind, account, actor, evidence }) => [kind, account.ref, actor, evidence]),
  ).toEqual([
    ['UNLINK', chakraId, 'anonymous', 'unlinkAccount'],
    ['LINK', chakraId, 'anonymous', 'linkAccount'],
    ['CREATE', person.accounts[0]?.ref, 'anonymous', 'createUser'],
  ]);
  expect(history.every(({ at }) => !Number.isNaN(Date.parse(at)))).toBe(true);
});
