import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestFacet, startTestFacet } from '../facet.ts';
import { type Entered, enter, everything, nowhere } from './person.ts';

let facet: TestFacet;
/** Oldest first; the first two and the last have no account at HAPTIK. */
let people: readonly Entered[];

beforeAll(async () => {
  facet = await startTestFacet();
  const entered: Entered[] = [];
  for (const at of [null, null, everything.haptik, everything.haptik, everything.haptik, null]) {
    entered.push(await enter(facet, { ...nowhere, chakra: {}, haptik: at }));
  }
  people = entered;
});
afterAll(() => facet.close());

interface Page {
  readonly nodes: readonly { readonly id: string }[];
  readonly edges: readonly { readonly cursor: string }[];
  readonly pageInfo: Readonly<Record<string, unknown>>;
}

const PAGE = `query ($first: Int, $after: String, $last: Int, $before: String, $filter: UserFilter) {
  page: allUsers(first: $first, after: $after, last: $last, before: $before, filter: $filter) {
    nodes { id } edges { cursor } pageInfo { hasNextPage hasPreviousPage }
  }
}`;

async function page(variables: Readonly<Record<string, unknown>>) {
  const { data, errors } = await facet.query(PAGE, variables);
  expect(errors).toBeUndefined();
  const { nodes, edges, pageInfo }: Page = Object(data).page;
  const { hasNextPage: next, hasPreviousPage: previous } = pageInfo;
  const positions = nodes.map(({ id }) => people.findIndex((one) => one.id === id));
  return { people: positions, next, previous, cursors: edges.map(({ cursor }) => cursor) };
}

/** Of the person at a position. */
const cursor = (position: number): string =>
  Buffer.from(`user:${people[position]?.id}`).toString('base64url');

const AT_HAPTIK = { hasAccountAt: 'HAPTIK' };

describe('a cursor', () => {
  it.each([{ after: '' }, { before: '' }, { after: '', before: '' }, { first: 20, before: '' }])(
    'that is empty is as one left out: %j',
    async (variables) => {
      const all = { people: [5, 4, 3, 2, 1, 0], next: false, previous: false };
      expect(await page(variables)).toMatchObject(all);
      expect(await page({ last: 20, after: '' })).toMatchObject(all);
    },
  );

  it('of somebody whom the filter leaves out goes on from there', async () => {
    const older = await page({ first: 2, after: cursor(5), filter: AT_HAPTIK });
    expect(older).toMatchObject({ people: [4, 3], next: true, previous: false });
    const newer = await page({ last: 2, before: cursor(0), filter: AT_HAPTIK });
    expect(newer).toMatchObject({ people: [3, 2], next: false, previous: true });
  });

  it('of nobody is one all the same', async () => {
    const gone = Buffer.from('user:user_01h455vb4pex5vsknk084sn02q').toString('base64url');
    expect(await page({ first: 2, after: gone })).toMatchObject({ people: [] });
    expect(await page({ last: 9, before: gone })).toMatchObject({
      people: [5, 4, 3, 2, 1, 0],
      next: false,
    });
  });

  it.each(['user', 'history'])('that is none is refused with its place', async (kind) => {
    const of = kind === 'user' ? 'allUsers' : 'user(by: $by) { history';
    const document =
      kind === 'user'
        ? `query ($after: String) { ${of}(after: $after) { totalCount } }`
        : `query ($after: String, $by: UserBy!) { ${of}(after: $after) { nodes { at } } } }`;
    for (const after of ['x', 'not a cursor', '__proto__', cursor(0).slice(1), `${cursor(0)}\n`]) {
      const by = { id: people[0]?.id };
      const { errors } = await facet.query(document, { after, ...(kind === 'history' && { by }) });
      expect(errors).toMatchObject([
        { extensions: { code: 'INVALID_INPUT', inputPath: ['after'] } },
      ]);
    }
  });
});

describe('hasNextPage and hasPreviousPage', () => {
  it.each([
    [{ first: 2 }, [5, 4], true, false],
    [{ first: 2, after: 5 }, [4, 3], true, true],
    [{ first: 2, after: 2 }, [1, 0], false, true],
    [{ first: 2, after: 0 }, [], false, true],
    [{ first: 0, after: 3 }, [], true, true],
    [{ first: 0 }, [], true, false],
    [{ last: 2 }, [1, 0], false, true],
    [{ last: 2, before: 0 }, [2, 1], true, true],
    [{ last: 2, before: 3 }, [5, 4], true, false],
    [{ last: 2, before: 5 }, [], true, false],
    [{ last: 0, before: 5 }, [], true, false],
    [{ first: 9, after: 5, filter: AT_HAPTIK }, [4, 3, 2], false, false],
    [{ first: 9, after: 4, filter: AT_HAPTIK }, [3, 2], false, true],
    [{ first: 9, after: 1, filter: AT_HAPTIK }, [], false, true],
    [{ last: 9, before: 1, filter: AT_HAPTIK }, [4, 3, 2], false, false],
    [{ last: 9, before: 4, filter: AT_HAPTIK }, [], true, false],
    [{ first: 9, after: 3, filter: { hasAccountAt: 'VOLT_MX' } }, [], false, false],
  ])(
    'say of %j what is there',
    async ({ after, before, ...rest }: Cursors, there, next, previous) => {
      const from = after === undefined ? {} : { after: cursor(after) };
      const to = before === undefined ? {} : { before: cursor(before) };
      expect(await page({ ...rest, ...from, ...to })).toMatchObject({
        people: there,
        next,
        previous,
      });
    },
  );

  it('of a history say what is there', async () => {
    const { id, chakra } = people[0] ?? { id: '', chakra: '' };
    const account = { voltMxId: '77' };
    const input = { user: { id }, account };
    await facet.query(
      'mutation ($in: LinkAccountInput!) { linkAccount(input: $in) { errors { code } } }',
      { in: input },
    );
    await facet.query(
      'mutation ($in: UnlinkAccountInput!) { unlinkAccount(input: $in) { errors { code } } }',
      { in: input },
    );
    expect(chakra).toBeDefined();
    const history = async (args: string) => {
      const { data, errors } = await facet.query(
        `query ($id: ID!) { user(by: { id: $id }) { history${args} { edges { cursor } pageInfo { hasNextPage hasPreviousPage } } } }`,
        { id },
      );
      expect(errors).toBeUndefined();
      return Object(data).user.history;
    };
    const { edges } = await history('');
    const [newest, , oldest] = edges.map((edge: { cursor: string }) => edge.cursor);
    expect(edges).toHaveLength(3);
    const info = async (args: string) => (await history(args)).pageInfo;
    expect(await info(`(after: "${newest}")`)).toEqual({
      hasNextPage: false,
      hasPreviousPage: true,
    });
    expect(await info(`(after: "${oldest}")`)).toEqual({
      hasNextPage: false,
      hasPreviousPage: true,
    });
    expect(await info(`(last: 9, before: "${newest}")`)).toEqual({
      hasNextPage: true,
      hasPreviousPage: false,
    });
    expect(await info('(after: "")')).toEqual({ hasNextPage: false, hasPreviousPage: false });
    const first = Buffer.from('history:hist_7zzzzzzzzzzzzzzzzzzzzzzzzz').toString('base64url');
    expect(await info(`(after: "${first}")`)).toEqual({
      hasNextPage: false,
      hasPreviousPage: false,
    });
  });
});

interface Cursors {
  readonly after?: number;
  readonly before?: number;
  readonly first?: number;
  readonly last?: number;
  readonly filter?: object;
}

describe('a page', () => {
  it('goes on after somebody who was merged away meanwhile', async () => {
    const [a, b, c] = [
      await enter(facet, { ...nowhere, tract: {} }),
      await enter(facet, { ...nowhere, haptik: {} }),
      await enter(facet, { ...nowhere, volt: {} }),
    ];
    const start = await facet.query(
      '{ allUsers(first: 2) { nodes { id } pageInfo { endCursor } } }',
    );
    const { nodes, pageInfo } = Object(start.data).allUsers;
    expect(nodes).toEqual([{ id: c.id }, { id: b.id }]);
    const { data } = await facet.query(
      'mutation ($in: LinkAccountInput!) { linkAccount(input: $in) { user { id } errors { message } } }',
      { in: { user: { id: a.id }, account: { authId: b.haptik } } },
    );
    expect(data).toEqual({ linkAccount: { user: { id: a.id }, errors: [] } });
    const next = await facet.query(PAGE, { first: 1, after: pageInfo.endCursor });
    expect(Object(next.data).page).toMatchObject({
      nodes: [{ id: a.id }],
      pageInfo: { hasNextPage: true, hasPreviousPage: true },
    });
  });
});
