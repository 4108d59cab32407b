import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestFacet, startTestFacet } from '../facet.ts';
import { type Entered, enter, everything, nowhere } from './person.ts';

let facet: TestFacet;
/** Oldest first; those with an even position have an account at Haptik, all have one at Chakra. */
let people: readonly Entered[];

beforeAll(async () => {
  facet = await startTestFacet();
  const entered: Entered[] = [];
  for (let index = 0; index < 7; index += 1) {
    const haptik = index % 2 === 0 ? everything.haptik : null;
    entered.push(await enter(facet, { ...nowhere, chakra: { bio: `bio ${index}` }, haptik }));
  }
  people = entered;
});
afterAll(() => facet.close());

const idsFrom = (entered: readonly (Entered | undefined)[]) => entered.map((one) => one?.id);

describe('users', () => {
  const USERS = 'query ($by: [UserBy!]!) { users(by: $by) { id bio } }';

  it('keeps the order asked, repetitions and gaps, and reads each person once', async () => {
    const [a, b] = people;
    facet.sandbox.resetLogs();
    const by = [{ chakraId: b?.chakra }, { id: 'nobody' }, { authId: a?.haptik }, { id: b?.id }];
    const { data, errors } = await facet.query(USERS, { by });
    expect({ data, errors }).toEqual({
      data: {
        users: [
          { id: b?.id, bio: 'bio 1' },
          null,
          { id: a?.id, bio: 'bio 0' },
          { id: b?.id, bio: 'bio 1' },
        ],
      },
    });
    expect(facet.sandbox.calls()).toEqual({ CHAKRA: { user: 2 } });
  });

  it('is empty for nobody', async () => {
    expect((await facet.query(USERS, { by: [] })).data).toEqual({ users: [] });
  });

  it('takes 100 and refuses 101', async () => {
    const by = Array.from({ length: 101 }, () => ({ id: people[0]?.id }));
    const { data } = await facet.query('query ($by: [UserBy!]!) { users(by: $by) { id } }', {
      by: by.slice(1),
    });
    expect(Object(data).users).toHaveLength(100);
    const { errors } = await facet.query(USERS, { by });
    expect(errors).toMatchObject([
      { path: ['users'], extensions: { code: 'INVALID_INPUT', inputPath: ['by'] } },
    ]);
  });
});

describe('node and nodes', () => {
  const SHOW = `__typename id ... on User { bio } ... on Account { ref user { id } }
    ... on ChakraAccount { bio }`;

  const accountId = async (id: string | undefined): Promise<string> => {
    const { data } = await facet.query(
      'query ($id: ID!) { user(by: { id: $id }) { account(at: CHAKRA) { id } } }',
      { id },
    );
    return Object(data).user.account.id;
  };

  it('find a user and an account by the ids that they gave out', async () => {
    const [a] = people;
    const account = await accountId(a?.id);
    const document = `query ($id: ID!) { node(id: $id) { ${SHOW} } }`;
    const user = { __typename: 'User', id: a?.id, bio: 'bio 0' };
    expect((await facet.query(document, { id: a?.id })).data).toEqual({ node: user });
    expect((await facet.query(document, { id: account })).data).toEqual({
      node: {
        __typename: 'ChakraAccount',
        id: account,
        ref: a?.chakra,
        user: { id: a?.id },
        bio: 'bio 0',
      },
    });
  });

  it('keep the order asked, repetitions and gaps', async () => {
    const [a, b] = people;
    const account = await accountId(b?.id);
    const ids = [account, 'nobody', a?.id, 'acct_01h455vb4pex5vsknk084sn02q', '', a?.id];
    const { data, errors } = await facet.query(
      'query ($ids: [ID!]!) { nodes(ids: $ids) { id } none: node(id: "user_") { id } }',
      { ids },
    );
    expect({ data, errors }).toEqual({
      data: {
        nodes: [{ id: account }, null, { id: a?.id }, null, null, { id: a?.id }],
        none: null,
      },
    });
  });

  it('refuse more than 100', async () => {
    const ids = Array.from({ length: 101 }, () => 'user_');
    const { errors } = await facet.query('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', {
      ids,
    });
    expect(errors).toMatchObject([
      { path: ['nodes'], extensions: { code: 'INVALID_INPUT', inputPath: ['ids'] } },
    ]);
  });
});

const cursorOf = (text: string): string => Buffer.from(text).toString('base64url');

interface Page {
  readonly nodes: readonly { readonly id: string }[];
  readonly edges: readonly { readonly cursor: string; readonly node: { readonly id: string } }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  readonly totalCount: number;
}

describe('allUsers', () => {
  const PAGE = `query ($first: Int, $after: String, $last: Int, $before: String, $filter: UserFilter) {
    allUsers(first: $first, after: $after, last: $last, before: $before, filter: $filter) {
      nodes { id } edges { cursor node { id bio } } totalCount
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }`;

  async function page(variables: Readonly<Record<string, unknown>>): Promise<Page> {
    const { data, errors } = await facet.query(PAGE, variables);
    expect(errors).toBeUndefined();
    const { allUsers } = Object(data) as { allUsers: Page };
    expect(allUsers.edges.map(({ node }) => node.id)).toEqual(allUsers.nodes.map(({ id }) => id));
    expect(allUsers.pageInfo.startCursor).toBe(allUsers.edges[0]?.cursor ?? null);
    expect(allUsers.pageInfo.endCursor).toBe(allUsers.edges.at(-1)?.cursor ?? null);
    return allUsers;
  }

  const pages = async (
    start: Readonly<Record<string, unknown>>,
    next: (info: Page['pageInfo']) => Readonly<Record<string, unknown>> | null,
  ): Promise<readonly Page[]> => {
    const all: Page[] = [];
    for (let more: Readonly<Record<string, unknown>> | null = {}; more !== null;) {
      const one: Page = await page({ ...start, ...more });
      all.push(one);
      more = next(one.pageInfo);
    }
    return all;
  };

  it('walks forwards from the newest to the oldest', async () => {
    const all = await pages({ first: 3 }, ({ hasNextPage, endCursor }) =>
      hasNextPage ? { after: endCursor } : null,
    );
    expect(all.flatMap(({ nodes }) => nodes)).toEqual(
      people.toReversed().map(({ id }) => ({ id })),
    );
    expect(all.map(({ nodes }) => nodes.length)).toEqual([3, 3, 1]);
    expect(all.map(({ pageInfo }) => pageInfo.hasPreviousPage)).toEqual([false, true, true]);
    expect(all.map(({ totalCount }) => totalCount)).toEqual([7, 7, 7]);
  });

  it('walks backwards, each page newest first', async () => {
    const all = await pages({ last: 3 }, ({ hasPreviousPage, startCursor }) =>
      hasPreviousPage ? { before: startCursor } : null,
    );
    const ids = people.map(({ id }) => id);
    expect(all.map(({ nodes }) => nodes.map(({ id }) => id))).toEqual([
      [ids[2], ids[1], ids[0]],
      [ids[5], ids[4], ids[3]],
      [ids[6]],
    ]);
    expect(all.map(({ pageInfo }) => pageInfo.hasNextPage)).toEqual([false, true, true]);
  });

  it('filters by account, also the total, and costs only what is selected of a person', async () => {
    facet.sandbox.resetLogs();
    const all = await page({ first: 3, filter: { hasAccountAt: 'HAPTIK' } });
    expect(all.nodes.map(({ id }) => id)).toEqual(idsFrom([people[6], people[4], people[2]]));
    expect(all.totalCount).toBe(4);
    expect(all.pageInfo.hasNextPage).toBe(true);
    expect(facet.sandbox.calls()).toEqual({ CHAKRA: { user: 3 } });
    const none = await page({ filter: { hasAccountAt: 'EMERITUS' } });
    expect({ nodes: none.nodes, totalCount: none.totalCount }).toEqual({
      nodes: [],
      totalCount: 0,
    });
    expect(none.pageInfo).toEqual({
      hasNextPage: false,
      hasPreviousPage: false,
      startCursor: null,
      endCursor: null,
    });
  });

  it('has pages of 20 by itself, of 0 and of 100 when asked', async () => {
    expect((await page({})).nodes).toHaveLength(7);
    expect((await page({ first: 0 })).nodes).toEqual([]);
    expect((await page({ first: 100 })).nodes).toHaveLength(7);
  });

  it.each([
    [{ first: 101 }, 'first'],
    [{ first: -1 }, 'first'],
    [{ last: -1 }, 'last'],
    [{ first: 1, last: 1 }, 'last'],
    [{ first: 1, before: 'dXNlcjp1c2VyXw' }, 'before'],
    [{ last: 1, after: 'dXNlcjp1c2VyXw' }, 'after'],
    [{ after: 'no cursor' }, 'after'],
    [{ after: 'x' }, 'after'],
    [{ last: 1, before: 'dXNlcjp1c2VyXw' }, 'before'],
    [{ after: `${cursorOf('user:user_01h455vb4pex5vsknk084sn02q')}=` }, 'after'],
    [{ after: cursorOf('history:hist_01h455vb4pex5vsknk084sn02q') }, 'after'],
    [{ after: cursorOf('user:acct_01h455vb4pex5vsknk084sn02q') }, 'after'],
    [{ after: cursorOf('user:user_01h455vb4pex5vsknk084sn02q more') }, 'after'],
  ])('refuses %j', async (variables, argument) => {
    const { errors } = await facet.query(PAGE, variables);
    expect(errors).toMatchObject([
      { path: ['allUsers'], extensions: { code: 'INVALID_INPUT', inputPath: [argument] } },
    ]);
  });
});
