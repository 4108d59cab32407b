import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LinkAccountInput } from '#schema';
import { startTestFacet } from '../../facet.ts';
import type { TestFacet } from '../../facet.ts';
import { mutate } from '../writing/mutations.ts';
import type { User } from '../writing/mutations.ts';
import { stranger } from '../writing/people.ts';

let facet: TestFacet;

beforeAll(async () => {
  facet = await startTestFacet();
});
afterAll(async () => facet.close());

/** A user with an account at HAPTIK, made first, and another one with an account at VOLT_MX. */
async function twoUsers() {
  const [one, other] = [stranger(), stranger()];
  const first = await mutate(facet, 'createUser', { backends: ['HAPTIK'], haptik: one.haptik });
  const second = await mutate(facet, 'createUser', { ...other, backends: ['VOLT_MX'] });
  const [older, younger] = [userOf(first.user), userOf(second.user)];
  return { older, younger, authId: refOf(older), voltMxId: refOf(younger) };
}

function userOf(user: User | null): User {
  if (!user) throw new Error('Nobody was created.');
  return user;
}

const refOf = ({ accounts }: User): string => accounts[0]?.ref ?? '';
const link = async (input: LinkAccountInput) => mutate(facet, 'linkAccount', input);
const data = async (query: string, variables: Readonly<Record<string, unknown>> = {}) => {
  const { data: answered, errors } = await facet.query(query, variables);
  expect(errors).toBeUndefined();
  return answered as unknown;
};

it('finds the older user by the younger id wherever an id goes, until the merge is undone', async () => {
  const { older, younger, voltMxId } = await twoUsers();
  const oldest = `query ($after: String) { allUsers(first: 100, after: $after) { nodes { id } } }`;
  const first = `{ allUsers(first: 1) { nodes { id } pageInfo { endCursor } } }`;
  const before = await data(first);
  expect(before).toMatchObject({ allUsers: { nodes: [{ id: younger.id }] } });
  const { allUsers } = before as { allUsers: { pageInfo: { endCursor: string } } };
  const after = allUsers.pageInfo.endCursor;
  const beyond = await data(oldest, { after });

  const account = { voltMxId };
  const merged = await link({ user: { id: older.id }, account });
  expect(merged).toMatchObject({
    errors: [],
    user: { id: older.id, accounts: [{ backend: 'HAPTIK' }, { backend: 'VOLT_MX' }] },
    account: { id: younger.accounts[0]?.id, ref: voltMxId, user: { id: older.id } },
  });

  const everywhere = `query ($id: ID!) {
    user(by: { id: $id }) { id } users(by: [{ id: $id }]) { id } node(id: $id) { id } nodes(ids: [$id]) { id }
    _entities(representations: [{ __typename: "User", id: $id }]) { ... on User { id } } }`;
  const whom = async (id: string) => data(everywhere, { id });
  const as = (id: string) => ({
    user: { id },
    users: [{ id }],
    node: { id },
    nodes: [{ id }],
    _entities: [{ id }],
  });
  expect(await whom(younger.id)).toEqual(as(older.id));
  expect(await data(first)).toMatchObject({ allUsers: { nodes: [{ id: older.id }] } });
  expect(await data(oldest, { after })).toEqual(beyond);

  const unlinked = await mutate(facet, 'unlinkAccount', { user: { id: younger.id }, account });
  expect(unlinked).toMatchObject({ user: older, errors: [] });
  expect(await whom(younger.id)).toEqual(as(younger.id));
  expect(await data(first)).toEqual(before);
});

it('names both accounts when two users have one in the same place, and changes nothing', async () => {
  const { older, younger, authId, voltMxId } = await twoUsers();
  const { haptik } = stranger();
  const rival = await link({ user: { id: younger.id }, account: { authId: haptik.authId } });
  const payload = await link({ user: { id: older.id }, account: { voltMxId } });
  expect(payload).toMatchObject({
    user: { id: older.id, accounts: [{ ref: authId }] },
    account: null,
    errors: [{ code: 'CONFLICT', path: ['input', 'account'] }],
  });
  expect(payload.errors[0]?.message).toContain(older.accounts[0]?.id);
  expect(payload.errors[0]?.message).toContain(rival.account?.id);
  const user = await data('query ($id: ID!) { user(by: { id: $id }) { id } }', { id: younger.id });
  expect(user).toEqual({ user: { id: younger.id } });
});

it('tells the history of both, page by page', async () => {
  const { older, younger, authId, voltMxId } = await twoUsers();
  await link({ user: { id: older.id }, account: { voltMxId } });
  await mutate(facet, 'unlinkAccount', { user: { id: older.id }, account: { voltMxId } });
  await mutate(facet, 'unlinkAccount', { user: { id: older.id }, account: { authId } });
  const fields = 'kind actor evidence backend scope ref userId otherUserId';
  const query = `query ($id: ID!, $first: Int, $after: String, $last: Int, $before: String) {
    user(by: { id: $id }) { history(first: $first, after: $after, last: $last, before: $before) {
      nodes { ${fields} } edges { node { at } cursor } pageInfo { hasNextPage hasPreviousPage endCursor startCursor } } } }`;
  const page = async (range: Readonly<Record<string, unknown>>) => {
    const answer = await data(query, { id: older.id, ...range });
    return (answer as { user: { history: Page } }).user.history;
  };
  const asked = { actor: 'anonymous', userId: older.id };
  const moved = { ...asked, backend: 'VOLT_MX', ref: voltMxId, otherUserId: younger.id };
  const own = { ...asked, backend: 'HAPTIK', scope: null, ref: authId, otherUserId: null };
  const all = [
    { ...own, kind: 'UNLINK', evidence: 'unlinkAccount' },
    { ...moved, kind: 'UNMERGE', evidence: 'unlinkAccount' },
    { ...moved, kind: 'MERGE', evidence: 'linkAccount' },
    { ...own, kind: 'CREATE', evidence: 'createUser' },
  ];
  expect((await page({})).nodes).toMatchObject(all);
  const first = await page({ first: 3 });
  expect(first.nodes).toMatchObject(all.slice(0, 3));
  expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
  const second = await page({ first: 3, after: first.pageInfo.endCursor });
  expect(second.nodes).toMatchObject(all.slice(3));
  expect(second.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
  const back = await page({ last: 2, before: second.pageInfo.startCursor });
  expect(back.nodes).toMatchObject(all.slice(1, 3));
  expect(back.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: true });
  expect(facet.sandbox.calls()['VOLT_MX']).toEqual({ createUser: expect.any(Number) });
});

interface Page {
  readonly nodes: readonly unknown[];
  readonly pageInfo: { readonly endCursor: string; readonly startCursor: string };
}

it('shows who may be the same person, by what was written of them, and merges nobody', async () => {
  const [one, other, third] = [stranger(), stranger(), stranger()];
  const create = async (person: object, backends: readonly ['HAPTIK' | 'VOLT_MX']) =>
    userOf((await mutate(facet, 'createUser', { ...person, backends })).user);
  const asha = await create(one, ['HAPTIK']);
  const boris = await create({ ...other, email: one.email.toUpperCase() }, ['VOLT_MX']);
  const carla = await create({ ...third, phone: one.phone }, ['HAPTIK']);
  facet.sandbox.resetLogs();
  const query = `query ($by: [UserBy!]!) { users(by: $by) { possibleDuplicates {
    user { id displayName } evidence { kind value backend otherBackend } } } }`;
  const told = async () => {
    const by = [asha, boris, carla].map(({ id }) => ({ id }));
    return (await data(query, { by })) as { users: unknown };
  };
  const email = { kind: 'EMAIL', value: one.email };
  const phone = { kind: 'PHONE', value: one.phone };
  expect((await told()).users).toMatchObject([
    {
      possibleDuplicates: [
        {
          user: { id: boris.id, displayName: `${other.givenName} ${other.familyName}` },
          evidence: [{ ...email, backend: 'HAPTIK', otherBackend: 'VOLT_MX' }],
        },
        {
          user: { id: carla.id },
          evidence: [{ ...phone, backend: 'HAPTIK', otherBackend: 'HAPTIK' }],
        },
      ],
    },
    { possibleDuplicates: [{ user: { id: asha.id }, evidence: [{ ...email }] }] },
    { possibleDuplicates: [{ user: { id: asha.id }, evidence: [{ ...phone }] }] },
  ]);
  expect(facet.sandbox.calls()).toEqual({});

  await mutate(facet, 'updateUser', { user: { id: carla.id }, set: { phone: third.phone } });
  await link({ user: { id: asha.id }, account: { voltMxId: refOf(boris) } });
  const nobody = { possibleDuplicates: [] };
  expect((await told()).users).toEqual([nobody, nobody, nobody]);
});
