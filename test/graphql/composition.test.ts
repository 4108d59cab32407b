import { composeServices } from '@theguild/federation-composition';
import { parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestFacet, startTestFacet } from '../facet.ts';

let facet: TestFacet;

beforeAll(async () => {
  facet = await startTestFacet();
});
afterAll(() => facet.close());

async function sdl(): Promise<string> {
  const { data } = await facet.query('{ _service { sdl } }');
  return Object(data)._service.sdl;
}

describe('composition', () => {
  it('takes Facet as a subgraph', async () => {
    const facetGraph = { name: 'facet', typeDefs: parse(await sdl()) };
    const { errors, supergraphSdl } = composeServices([facetGraph]);
    expect(errors).toBeUndefined();
    expect(supergraphSdl).toContain('type User');
  });

  it('lets another subgraph reach users by id and by every account’s key', async () => {
    const facetGraph = { name: 'facet', typeDefs: parse(await sdl()) };
    const calls = parse(`
      extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])
      type Query { calls: [Call!]! }
      type Call {
        caller: User
        chat: HaptikTractAccount
        app: HaptikAccount
        agent: ChakraAccount
        contact: VoltMxAccount
        student: EmeritusAccount
      }
      type User @key(fields: "id", resolvable: false) { id: ID! }
      type HaptikTractAccount @key(fields: "ref", resolvable: false) { ref: ID! }
      type HaptikAccount @key(fields: "ref", resolvable: false) { ref: ID! }
      type ChakraAccount @key(fields: "ref", resolvable: false) { ref: ID! }
      type VoltMxAccount @key(fields: "ref", resolvable: false) { ref: ID! }
      type EmeritusAccount @key(fields: "corpId ref", resolvable: false) { corpId: ID! ref: ID! }
    `);
    const { errors } = composeServices([facetGraph, { name: 'calls', typeDefs: calls }]);
    expect(errors).toBeUndefined();
  });
});

describe('composition beside another Relay subgraph', () => {
  const ORDERS = `
    extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])
    type Query { orders: OrderConnection! NODE }
    interface Node { id: ID! }
    type Order implements Node @key(fields: "id") { id: ID! buyer: User agent: ChakraAccount chat: HaptikTractAccount
      app: HaptikAccount contact: VoltMxAccount student: EmeritusAccount }
    type OrderConnection { edges: [OrderEdge!]! pageInfo: PageInfo! }
    type OrderEdge { node: Order! cursor: String! }
    type PageInfo @shareable { hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String }
    type User @key(fields: "id", resolvable: false) { id: ID! }
    ACCOUNTS`;
  const accounts = ['HaptikTract', 'Haptik', 'Chakra', 'VoltMx', 'Emeritus']
    .map((name) => `type ${name}Account @key(fields: "id", resolvable: false) { id: ID! }`)
    .join(' ');

  it.each(['', 'node(id: ID!): Node @shareable nodes(ids: [ID!]!): [Node] @shareable'])(
    'shares pages and finds every account by its id: %s',
    async (node) => {
      const orders = ORDERS.replace('NODE', node).replace('ACCOUNTS', accounts);
      const { errors, supergraphSdl } = composeServices([
        { name: 'facet', typeDefs: parse(await sdl()) },
        { name: 'orders', typeDefs: parse(orders) },
      ]);
      expect(errors).toBeUndefined();
      expect(supergraphSdl).toContain('type OrderConnection');
    },
  );
});
