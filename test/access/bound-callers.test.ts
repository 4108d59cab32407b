import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SCOPES } from '#access';
import {
  CORPORATION,
  type Entered,
  OTHER_CORPORATION,
  enter,
  everything,
  nowhere,
  putEntity,
} from '../graphql/person.ts';
import { type CalledFacet, type TestCaller, allBut, startFacetForCallers } from './callers.ts';

const BOUND = { scopes: SCOPES, corporations: [CORPORATION] } as const;
const LINKED = { kind: 'LINK', actor: 'test', evidence: 'test' } as const;

let facet: CalledFacet;
/** In both corporations, and everywhere else. */
let asha: Entered;
/** At CHAKRA, and in the other corporation alone. */
let boris: Entered;
let foreignAccount: string;

beforeAll(async () => {
  facet = await startFacetForCallers({ environment: { EMERITUS_CORP_IDS: OTHER_CORPORATION } }, [
    CORPORATION,
  ]);
  asha = await enter(facet);
  boris = await enter(facet, { ...nowhere, chakra: everything.chakra });
  for (const { id, emeritus } of [asha, boris]) {
    const ref = `other-${emeritus}`;
    const profile = { ...everything.profile, name: 'Canary', company_name: 'Canary Ltd' };
    putEntity(facet, OTHER_CORPORATION, ref, { ...everything, profile });
    await facet.registry.link(id, { backend: 'EMERITUS', scope: OTHER_CORPORATION, ref }, LINKED);
  }
  const { data } = await facet.query(
    `{ user(by: { id: "${boris.id}" }) { account(at: EMERITUS) { id } } }`,
  );
  foreignAccount = Object(data).user.account.id;
});
afterAll(() => facet.close());

const ask = async (document: string) => (await facet.as(BOUND, document)).data as unknown;
const emeritusRef = (userId: string, corpId = CORPORATION): string =>
  `emeritus: { corpId: "${corpId}", userId: "${userId}" }`;

describe('a caller that is bound to a corporation', () => {
  it('sees of a person their account there, and those that belong to no corporation', async () => {
    const { data, text } = await facet.as(
      BOUND,
      `{ user(by: { id: "${asha.id}" }) {
        accounts { backend ... on EmeritusAccount { corpId } }
        provenance(fields: ["displayName", "employment"]) { candidates { backend value } }
        history { nodes { scope } }
      } }`,
    );
    expect(Object(data).user.accounts).toHaveLength(5);
    expect(Object(data).user.history.nodes).toHaveLength(5);
    expect(text).not.toMatch(/Canary|institute/);
  });

  it.each([
    ['id', () => `user(by: { id: "${boris.id}" })`],
    ['identifier', () => `user(by: { chakraId: "${boris.chakra}" })`],
    [
      'corporation',
      () => `user(by: { ${emeritusRef(`other-${boris.emeritus}`, OTHER_CORPORATION)} })`,
    ],
    [
      'another account',
      () => `user(by: { ${emeritusRef(`other-${asha.emeritus}`, OTHER_CORPORATION)} })`,
    ],
    ['node', () => `node(id: "${boris.id}")`],
    ['node of an account', () => `node(id: "${foreignAccount}")`],
  ])('finds nobody else by %s, and calls nobody', async (_how, field) => {
    facet.sandbox.resetLogs();
    const { data, errors } = await facet.as(BOUND, `{ found: ${field()} { id } }`);
    expect({ data, errors }).toEqual({ data: { found: null } });
    expect(facet.sandbox.calls()).toEqual({});
  });

  it('adopts people of its corporation, and nobody else', async () => {
    putEntity(facet, CORPORATION, 'new-here', everything);
    const chakraId = '00000000-0000-4000-8000-00000000beef';
    facet.sandbox.backend('CHAKRA').records.set(chakraId, { ...everything.chakra, id: chakraId });
    facet.sandbox.resetLogs();
    const data = await ask(
      `{ here: user(by: { ${emeritusRef('new-here')} }) { id }
        there: user(by: { chakraId: "${chakraId}" }) { id } }`,
    );
    expect(data).toEqual({ here: { id: expect.stringMatching(/^user_/) }, there: null });
    expect(facet.sandbox.calls()).toEqual({ EMERITUS: { profile: 1 } });
  });

  it('walks and counts its own people', async () => {
    const list =
      'allUsers(filter: { hasAccountAt: CHAKRA }) { totalCount nodes { id } pageInfo { hasNextPage } }';
    expect(await ask(`{ ${list} }`)).toEqual({
      allUsers: { totalCount: 1, nodes: [{ id: asha.id }], pageInfo: { hasNextPage: false } },
    });
    expect(Object((await facet.query(`{ ${list} }`)).data).allUsers.totalCount).toBe(2);
  });

  it('hears of no possible duplicate elsewhere', async () => {
    const twin = await enter(facet, { ...nowhere, haptik: { email: 'asha@haptik.example' } });
    const document = `{ user(by: { id: "${asha.id}" }) { possibleDuplicates { user { id } } } }`;
    expect((await facet.query(document)).text).toContain(twin.id);
    expect(await ask(document)).toEqual({ user: { possibleDuplicates: [] } });
  });

  it.each([
    ['that exists', () => `other-${boris.emeritus}`],
    ['that does not', () => 'nobody'],
  ])('may write to no account of another corporation %s', async (_which, ref) => {
    const user = `{ ${emeritusRef(ref(), OTHER_CORPORATION)} }`;
    const errors = 'errors { code path }';
    const data = await ask(`mutation {
      updatePool(input: { user: ${user}, pool: "dead" }) { user { id } outcomes { status } ${errors} }
      linkAccount(input: { user: { id: "${asha.id}" }, account: ${user} }) { ${errors} }
      unlinkAccount(input: { user: { id: "${asha.id}" }, account: ${user} }) { ${errors} }
    }`);
    const forbidden = (at: string) => ({ errors: [{ code: 'FORBIDDEN', path: ['input', at] }] });
    expect(data).toEqual({
      updatePool: { user: null, outcomes: [], ...forbidden('user') },
      linkAccount: forbidden('account'),
      unlinkAccount: forbidden('account'),
    });
  });

  it('writes to its own account alone, where the person has several at the backend', async () => {
    facet.sandbox.resetLogs();
    const { text } = await facet.as(
      BOUND,
      `mutation { updateEmail(input: { user: { chakraId: "${asha.chakra}" }, email: "new@own.example", at: [EMERITUS] }) {
        outcomes { backend status ref } } }`,
    );
    expect(text).toContain(`{"backend":"EMERITUS","status":"UPDATED","ref":"${asha.emeritus}"}`);
    expect(facet.sandbox.calls()).toEqual({ EMERITUS: { updateEmail: 1 } });
  });

  it('creates people in its corporation alone', async () => {
    const created = `user { accounts { backend ... on EmeritusAccount { corpId } } }
      outcomes { backend status error { code } } errors { code path }`;
    const create = async (input: string) =>
      Object(await ask(`mutation { createUser(input: { ${input} }) { ${created} } }`)).createUser;
    const here = await create(`email: "zoe@own.example", haptik: { authId: "${asha.haptik}" }`);
    // The identifier is of somebody whom the caller knows; it would say so of anybody.
    expect(here.user.accounts).toEqual([{ backend: 'EMERITUS', corpId: CORPORATION }]);
    expect(here.outcomes[1]).toEqual({
      backend: 'HAPTIK',
      status: 'SKIPPED',
      error: { code: 'FORBIDDEN' },
    });
    const there = await create(
      `email: "z@own.example", emeritus: { corpId: "${OTHER_CORPORATION}" }`,
    );
    expect(there).toMatchObject({
      user: null,
      errors: [{ code: 'FORBIDDEN', path: ['input', 'emeritus', 'corpId'] }],
    });
    const elsewhere = await create('email: "z@own.example", backends: [EMERITUS, HAPTIK]');
    expect(elsewhere).toMatchObject({
      user: null,
      errors: [{ code: 'FORBIDDEN', path: ['input', 'backends', '1'] }],
    });
  });

  it('makes no two people one, and undoes no merge', async () => {
    putEntity(facet, CORPORATION, 'late', everything);
    const late = `{ ${emeritusRef('late')} }`;
    const other = Object(await ask(`{ user(by: ${late}) { id } }`)).user.id;
    const link = `mutation { linkAccount(input: { user: { id: "${asha.id}" }, account: ${late} }) { account { id } errors { code } } }`;
    expect(await ask(link)).toEqual({
      linkAccount: { account: null, errors: [{ code: 'FORBIDDEN' }] },
    });
    const alone = await ask(
      `mutation { unlinkAccount(input: { user: { id: "${other}" }, account: ${late} }) { user { id } restored { id } errors { code } } }`,
    );
    expect(alone).toEqual({ unlinkAccount: { user: null, restored: null, errors: [] } });
  });

  it('exports and erases no whole person, and reads no audit', async () => {
    for (const id of [asha.id, boris.id, 'user_01h455vb4pex5vsknk084sn02q']) {
      const { data, errors } = await facet.as(
        BOUND,
        `{ exportUser(by: { id: "${id}" }) audit { nodes { id } } }`,
      );
      expect({ data, codes: errors?.map(({ extensions }) => extensions['code']) }).toEqual({
        data: { exportUser: null, audit: null },
        codes: ['FORBIDDEN', 'FORBIDDEN'],
      });
      const erase = `mutation { eraseUser(input: { user: { id: "${id}" }, reason: "asked" }) { certificate { userId } errors { code path } } }`;
      expect(await ask(erase)).toEqual({
        eraseUser: { certificate: null, errors: [{ code: 'FORBIDDEN', path: ['input', 'user'] }] },
      });
    }
  });

  it('sees its own writes, and with ops:read those of others about its own people', async () => {
    const write = async (user: string, caller: TestCaller = { scopes: SCOPES }) =>
      Object(
        (
          await facet.as(
            caller,
            `mutation { updatePool(input: { user: ${user}, pool: "alive" }) { operation { id } } }`,
          )
        ).data,
      ).updatePool.operation.id;
    const seen = async (id: string, caller: TestCaller = BOUND) =>
      Object((await facet.as(caller, `{ operation(id: "${id}") { id } }`)).data).operation;
    const own = await write(`{ ${emeritusRef(asha.emeritus)} }`, BOUND);
    const other = await write(`{ ${emeritusRef(asha.emeritus)} }`);
    const foreign = await write(`{ ${emeritusRef(`other-${boris.emeritus}`, OTHER_CORPORATION)} }`);
    const sameUser = await write(`{ ${emeritusRef(`other-${asha.emeritus}`, OTHER_CORPORATION)} }`);
    expect(await seen(own)).toEqual({ id: own });
    expect(await seen(other)).toEqual({ id: other });
    expect(await seen(foreign)).toBeNull();
    expect(await seen(sameUser)).toBeNull();
    expect(await seen(foreign, { scopes: ['ops:read'] })).toEqual({ id: foreign });
    expect(await seen(foreign, allBut('ops:read'))).toBeNull();
  });
});
