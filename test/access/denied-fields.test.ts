import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faults } from '../../sandbox/index.ts';
import { CORPORATION, type Entered, enter } from '../graphql/person.ts';
import { type CalledFacet, allBut, startFacetForCallers } from './callers.ts';

let facet: CalledFacet;
let asha: Entered;

beforeAll(async () => {
  facet = await startFacetForCallers();
  asha = await enter(facet);
});
afterAll(() => facet.close());

const READER = { scopes: ['users:read'] } as const;
const user = (selection: string): string => `{ user(by: { id: "${asha.id}" }) { ${selection} } }`;

const FORBIDDEN = (scope: string, ...path: readonly (string | number)[]) => ({
  message: `This needs the scope ${scope}, which the caller does not have.`,
  path,
  extensions: { code: 'FORBIDDEN', missingScopes: [scope] },
});

describe('a field that the caller may not see', () => {
  it('is null with an error at its path, and its siblings stay', async () => {
    const { data, errors } = await facet.as(
      READER,
      user('displayName email location { city } phone givenName'),
    );
    expect(data).toEqual({
      user: {
        displayName: 'Asha of Chakra',
        email: null,
        location: { city: null },
        phone: null,
        givenName: 'Asha C',
      },
    });
    expect(errors).toMatchObject([
      FORBIDDEN('users:contact', 'user', 'email'),
      FORBIDDEN('users:sensitive', 'user', 'location', 'city'),
      FORBIDDEN('users:contact', 'user', 'phone'),
    ]);
  });

  it('stands where it was asked for, under its alias, in fragments and lists', async () => {
    const { data, errors } = await facet.as(
      READER,
      `query Q($yes: Boolean!) {
        users(by: [{ id: "${asha.id}" }, { authId: "nobody" }, { chakraId: "${asha.chakra}" }]) {
          ...Of
          skipped: phone @skip(if: $yes)
          included: phone @include(if: $yes)
        }
      }
      fragment Of on User { mail: email ... on Node { id ... on User { bio } } }`,
      { yes: true },
    );
    const one = { mail: null, id: asha.id, bio: null, included: null };
    expect(data).toEqual({ users: [one, null, one] });
    expect(errors?.map(({ path }) => path?.join('.'))).toEqual(
      [0, 2].flatMap((at) => [`users.${at}.mail`, `users.${at}.bio`, `users.${at}.included`]),
    );
  });

  it('is an empty list where the list cannot be null', async () => {
    const { data, errors } = await facet.as(
      READER,
      user('id emails { address } phones { number } possibleDuplicates { user { id } }'),
    );
    expect(data).toEqual({
      user: { id: asha.id, emails: [], phones: [], possibleDuplicates: [] },
    });
    expect(errors).toHaveLength(3);
  });

  it('goes by the object’s own rules where an interface is asked', async () => {
    const { data, errors } = await facet.as(
      READER,
      user(`accounts {
        id raw
        ... on ChakraAccount { username emails { address } }
        ... on VoltMxAccount { email firstName }
        ... on EmeritusAccount { name age company }
      }`),
    );
    expect(data).toMatchObject({
      user: {
        accounts: [
          { raw: null },
          { raw: null },
          { raw: null, username: 'asha', emails: [] },
          { raw: null, email: null, firstName: 'Asha V' },
          { raw: null, name: 'Asha of Emeritus', age: null, company: null },
        ],
      },
    });
    expect(Object.keys(Object(data).user.accounts[0])).toEqual(['id', 'raw']);
    expect(errors).toHaveLength(9);
  });

  it('takes one of two scopes where either gives it', async () => {
    const profile = user('account(at: EMERITUS) { ... on EmeritusAccount { age company } }');
    const ask = async (...scopes: ('users:sensitive' | 'users:enrollment')[]) =>
      Object((await facet.as({ scopes: ['users:read', ...scopes] }, profile)).data).user.account;
    expect(await ask('users:sensitive')).toEqual({ age: 41, company: null });
    expect(await ask('users:enrollment')).toEqual({ age: 41, company: 'Example Analytics' });
  });

  it('takes its object along where nothing else may be null, as GraphQL has it', async () => {
    const { data, errors } = await facet.as(
      { scopes: ['users:write'] },
      '{ _entities(representations: [{ __typename: "User", id: "user_x" }]) { __typename } }',
    );
    expect(data).toBeNull();
    expect(errors).toMatchObject([FORBIDDEN('users:read', '_entities')]);
  });

  it('is told of so many times, where a list is long, and is null everywhere', async () => {
    const by = Array.from({ length: 100 }, () => `{ id: "${asha.id}" }`);
    const fields = Array.from({ length: 12 }, (_, index) => `f${index}: email`);
    const { data, errors } = await facet.as(
      READER,
      `{ users(by: [${by.join(' ')}]) { id ${fields.join(' ')} } }`,
    );
    expect(errors).toHaveLength(1000);
    const people: readonly Readonly<Record<string, unknown>>[] = Object(data).users;
    expect(people.every(({ id, f11 }) => id === asha.id && f11 === null)).toBe(true);
  });

  it('is not told by what the document is called or asks of itself', async () => {
    const { data } = await facet.as(
      READER,
      user('__typename facetTypename: id account(at: CHAKRA) { __typename kind: __typename }'),
    );
    expect(data).toEqual({
      user: {
        __typename: 'User',
        facetTypename: asha.id,
        account: { __typename: 'ChakraAccount', kind: 'ChakraAccount' },
      },
    });
  });
});

describe('a directive that has no value, on such a field,', () => {
  it('is an error of the object that it stands in, as everywhere', async () => {
    const document = `query Q($yes: Boolean = true) {
      user(by: { id: "${asha.id}" }) { id email @include(if: $yes) }
      backends { name }
    }`;
    const everything = await facet.query(document, { yes: null });
    const { data, errors } = await facet.as(READER, document, { yes: null });
    expect({ data, errors }).toEqual({ data: everything.data, errors: everything.errors });
    expect(errors).toMatchObject([{ path: ['user'], extensions: { code: 'INVALID_INPUT' } }]);
    expect(facet.reported).toEqual([]);
  });
});

describe('a value of such a field', () => {
  it('is told by no provenance, which leaves its fields out of all, and refuses those that are named', async () => {
    const all = await facet.as(
      allBut('users:contact'),
      user('provenance { field candidates { value rawValue } }'),
    );
    const fields = Object(all.data).user.provenance.map(({ field }: { field: string }) => field);
    expect(fields).toEqual(
      expect.arrayContaining(['displayName', 'birthDate', 'employment.company']),
    );
    expect(fields.filter((field: string) => /email|phone|subscriptions/.test(field))).toEqual([]);
    expect(all.errors).toBeUndefined();
    expect(all.text).not.toMatch(/@\w+\.example|98000 ?\d{5}/);

    const named = await facet.as(
      allBut('users:contact'),
      `query Q($fields: [String!]) { user(by: { id: "${asha.id}" }) { provenance(fields: $fields) { field } } }`,
      { fields: ['email', 'displayName', 'subscriptions'] },
    );
    expect(named.data).toEqual({ user: { provenance: [{ field: 'displayName' }] } });
    expect(named.errors).toMatchObject([FORBIDDEN('users:contact', 'user', 'provenance')]);
    const again = await facet.as(
      allBut('users:contact'),
      `query Q($fields: [String!]) { user(by: { id: "${asha.id}" }) { provenance(fields: $fields) { field } } }`,
      { fields: ['givenName'] },
    );
    expect(again.data).toEqual({ user: { provenance: [{ field: 'givenName' }] } });
  });

  it('stands in no raw record either', async () => {
    const raws = async (...scopes: readonly ('users:contact' | 'users:enrollment')[]) => {
      const caller = { scopes: ['users:read', 'users:sensitive', ...scopes] as const };
      const { data } = await facet.as(caller, user('accounts { raw }'));
      return Object(data).user.accounts.map(({ raw }: { raw: object }) => raw);
    };
    const text = JSON.stringify(await raws());
    expect(text).not.toMatch(/@|98000 ?\d{5}|Example Analytics|Head of Care/);
    expect(text).toContain('Looks after people.');
    const contacts = JSON.stringify(await raws('users:contact'));
    expect(contacts).toMatch(/primary@chakra.example/);
    expect(contacts).toMatch(/98000 ?\d{5}/);
    expect(contacts).not.toContain('Example Analytics');
    const whole = await raws('users:contact', 'users:enrollment');
    expect(whole[4]).toMatchObject({ corp_id: CORPORATION, company_name: 'Example Analytics' });
  });

  it('is not in what a write says of values that are shown in its place', async () => {
    const known = { auth_id: asha.haptik };
    facet.sandbox.backend('HAPTIK').records.set(asha.haptik, known);
    const { data, text } = await facet.as(
      { scopes: ['users:read', 'users:write'] },
      `mutation { updateUser(input: { user: { id: "${asha.id}" }, set: { email: "new@haptik.example", displayName: "New" } }) {
        user { email }
        outcomes { backend hiddenBy { field candidates { value } } error { backendMessage } }
      } }`,
    );
    const hidden = Object(data).updateUser.outcomes.flatMap(
      (outcome: { hiddenBy: [] }) => outcome.hiddenBy,
    );
    expect(hidden.map(({ field }: { field: string }) => field)).toEqual(['displayName']);
    expect(text).not.toMatch(/@\w+\.example/);
  });
});

describe('a mutation that needs more than the caller has', () => {
  it('refuses the whole document, before anything is written', async () => {
    facet.sandbox.resetLogs();
    const { data, errors } = await facet.as(
      { scopes: ['users:read', 'users:write'] },
      `mutation {
        first: updateEmail(input: { user: { id: "${asha.id}" }, email: "x@example.org" }) { errors { code } }
        second: unlinkAccount(input: { user: { id: "${asha.id}" }, account: { chakraId: "${asha.chakra}" } }) { errors { code } }
      }`,
    );
    expect(data).toEqual({ first: null, second: null });
    expect(errors).toMatchObject([
      { path: ['first'], extensions: { code: 'FORBIDDEN' } },
      FORBIDDEN('users:link', 'second'),
    ]);
    expect(facet.sandbox.calls()).toEqual({});
    const { accounts } = Object((await facet.query(user('accounts { backend }'))).data).user;
    expect(accounts).toHaveLength(5);
  });

  it('is no hindrance where it is skipped', async () => {
    const { data, errors } = await facet.as(
      { scopes: ['users:write'] },
      `mutation Q($no: Boolean!) {
        updatePool(input: { user: { id: "${asha.id}" }, pool: "alive" }) { outcomes { status } user { id } }
        unlinkAccount(input: { user: { id: "${asha.id}" }, account: { chakraId: "x" } }) @include(if: $no) { errors { code } }
      }`,
      { no: false },
    );
    expect(data).toMatchObject({ updatePool: { user: null } });
    expect(errors).toMatchObject([FORBIDDEN('users:read', 'updatePool', 'user')]);
  });
});

describe('what backends say', () => {
  it('is told to those who operate Facet alone', async () => {
    const chakra = facet.sandbox.backend('CHAKRA');
    const words = { _data: null, _errors: [{ message: 'The key has run out.' }] };
    chakra.fault('user', faults.status(403, {}, words));
    chakra.fault('user', faults.status(403, {}, words));
    const asked = user('username reportees { id }');
    const reader = await facet.as(READER, asked);
    const operator = await facet.as({ scopes: ['users:read', 'ops:read'] }, asked);
    chakra.clearFaults();
    expect(operator.errors).toHaveLength(2);
    for (const { extensions } of operator.errors ?? []) {
      expect(extensions['backendMessage']).toBe('The key has run out.');
    }
    expect(reader.errors?.map(({ extensions }) => extensions['code'])).toEqual(
      operator.errors?.map(({ extensions }) => extensions['code']),
    );
    expect(reader.text).not.toMatch(/backendMessage|run out/);
  });
});
