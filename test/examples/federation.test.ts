import { getStitchedSchemaFromSupergraphSdl } from '@graphql-tools/federation';
import { execute, parse, validate } from 'graphql';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startApolloGateway } from '../../examples/federation/apollo-gateway.ts';
import { gatewayConfig } from '../../examples/federation/gateway.config.ts';
import { type Order, startOrders } from '../../examples/federation/orders.ts';
import { composeSupergraph } from '../../examples/federation/supergraph.ts';
import { faults } from '../../sandbox/index.ts';
import { type TestFacet, startTestFacet } from '../facet.ts';
import { everything, freshRefs, putRecords } from '../graphql/person.ts';

const PEOPLE = 300;
const ORDERS = 1000;

interface Result {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string; readonly path?: unknown }[];
}

type Ask = (query: string, headers?: Readonly<Record<string, string>>) => Promise<Result>;

const postTo = async (url: string, query: string, headers: Readonly<Record<string, string>>) =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });

const started = new AsyncDisposableStack();
let facet: TestFacet;
let orders: Order[];
let supergraph: string;
let apolloUrl: string;
const gateways = new Map<string, Ask>();

/** Asks a gateway by its name. */
const through = async (gateway: string, ...question: Parameters<Ask>): Promise<Result> => {
  const ask = gateways.get(gateway);
  if (!ask) throw new Error(`There is no ${gateway}.`);
  return ask(...question);
};

const environment = { CACHE_TTL_MS: '60000' };

beforeAll(async () => {
  facet = started.adopt(await startTestFacet({ people: true, environment }), async (part) =>
    part.close(),
  );
  orders = [];
  const shop = started.adopt(await startOrders(orders), async (part) => part.close());
  supergraph = await composeSupergraph({ facet: `${facet.url}/graphql`, orders: shop.url });
  const apollo = started.adopt(await startApolloGateway(supergraph), async (part) => part.close());
  apolloUrl = apollo.url;
  gateways.set('@apollo/gateway', async (query, headers = {}) => {
    return (await (await postTo(apolloUrl, query, headers)).json()) as Result;
  });
  // What Hive Gateway executes a supergraph with.
  const schema = getStitchedSchemaFromSupergraphSdl({ supergraphSdl: supergraph, batch: true });
  gateways.set('@graphql-tools/federation', async (query) => {
    const document = parse(query);
    expect(validate(schema, document)).toEqual([]);
    return JSON.parse(JSON.stringify(await execute({ schema, document }))) as Result;
  });
});
afterEach(() => facet.sandbox.reset());
afterAll(async () => started.disposeAsync());

const each = it.each(['@apollo/gateway', '@graphql-tools/federation']);

/** Puts orders of people whom nobody but CHAKRA knows. */
function strangersOrder(): readonly string[] {
  const refs = Array.from({ length: PEOPLE }, () => freshRefs());
  for (const one of refs) putRecords(facet, one, everything);
  const bought = Array.from({ length: ORDERS }, (_, n) => ({
    id: `order-${n}`,
    total: n,
    buyerRef: refs[n % PEOPLE]?.chakra ?? '',
    agentId: null,
  }));
  orders.splice(0, orders.length, ...bought);
  return refs.map(({ chakra }) => chakra);
}

const buyersIn = ({ data }: Result): readonly unknown[] =>
  Object(data).orders.map(({ buyer }: { buyer: unknown }) => Object(buyer).user?.displayName);

describe('the federation of the examples', () => {
  each('names the buyer of whom the shop knows a vendor’s id alone: %s', async (gateway) => {
    const [person] = facet.sandbox.people;
    const buyerRef = person?.accounts.find(({ backend }) => backend === 'CHAKRA')?.ref ?? '';
    orders.splice(0, orders.length, { id: 'one', total: 5, buyerRef, agentId: null });
    const { data, errors } = await through(
      gateway,
      '{ orders { id total buyer { ref user { id displayName } } } }',
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      orders: [
        {
          id: 'one',
          total: 5,
          buyer: {
            ref: buyerRef,
            user: { id: expect.stringMatching(/^user_/), displayName: 'Latha Ganesh' },
          },
        },
      ],
    });
  });

  each('lets the shop add a field to a user: %s', async (gateway) => {
    const found = await facet.query('{ user(by: { authId: "facetauth1001" }) { id } }');
    const { id } = Object(found.data).user;
    orders.splice(0, orders.length, { id: 'two', total: 7, buyerRef: 'x', agentId: id });
    const asked =
      '{ user(by: { authId: "facetauth1001" }) { displayName ordersAsAgent { id agent { email } } } }';
    expect(await through(gateway, asked)).toEqual({
      data: {
        user: {
          displayName: 'Latha Ganesh',
          ordersAsAgent: [{ id: 'two', agent: { email: 'latha.ganesh@example.com' } }],
        },
      },
    });
  });

  each('names all buyers of a thousand orders, none known before: %s', async (gateway) => {
    strangersOrder();
    const result = await through(
      gateway,
      `{ orders(first: ${ORDERS}) { buyer { user { displayName } } } }`,
    );
    expect(result.errors).toBeUndefined();
    expect(new Set(buyersIn(result))).toEqual(new Set(['Asha of Chakra']));
    expect(buyersIn(result)).toHaveLength(ORDERS);
  });

  each('says of each buyer without a name why: %s', async (gateway) => {
    strangersOrder();
    facet.sandbox.backend('CHAKRA').fault('*', faults.status(500));
    const result = await through(
      gateway,
      `{ orders(first: ${ORDERS}) { buyer { ref user { displayName } } } }`,
    );
    expect(new Set(buyersIn(result))).toEqual(new Set([undefined]));
    const places = new Set(result.errors?.map(({ path }) => JSON.stringify(path)));
    expect(places.size).toBe(ORDERS);
  });

  it('forwards what a caller asks of Facet by headers', async () => {
    const asked =
      '{ user(by: { authId: "facetauth1001" }) { bio account(at: CHAKRA) { origin raw } } }';
    await through('@apollo/gateway', asked);
    const originOf = async (headers: Readonly<Record<string, string>>) =>
      Object((await through('@apollo/gateway', asked, headers)).data).user.account.origin;
    expect(await originOf({})).toBe('CACHED');
    expect(await originOf({ 'cache-control': 'no-cache' })).toBe('LIVE');
  });

  it('passes on the calls that Facet made to those who ask', async () => {
    const asked = '{ user(by: { authId: "facetauth1001" }) { bio } }';
    const timingOf = async (headers: Readonly<Record<string, string>>) =>
      (await postTo(apolloUrl, asked, { ...headers, 'cache-control': 'no-cache' })).headers.get(
        'server-timing',
      );
    expect(await timingOf({ 'x-facet-trace': '1' })).toMatch(
      /^total;dur=.+, CHAKRA;desc="user 1"$/,
    );
    expect(await timingOf({})).toBeNull();
  });

  it('has Hive Gateway forward the same', () => {
    const { fromClientToSubgraphs, fromSubgraphsToClient } = gatewayConfig.propagateHeaders;
    const headers = { authorization: 'Bearer x', 'x-facet-trace': '1', cookie: 'secret' };
    const request = new Request('http://gateway.test/', { headers });
    expect(fromClientToSubgraphs({ request })).toEqual({
      authorization: 'Bearer x',
      'x-facet-trace': '1',
    });
    const response = new Response('', { headers: { 'server-timing': 'total;dur=1', vary: 'x' } });
    expect(fromSubgraphsToClient({ response })).toEqual({ 'server-timing': 'total;dur=1' });
  });
});
