import * as apollo from '@apollo/composition';
import * as guild from '@theguild/federation-composition';
import { parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestFacet, startTestFacet } from '../facet.ts';

let facet: TestFacet;
/** What a gateway composes. */
let sdl: string;

const sdlOf = async ({ query }: TestFacet): Promise<string> =>
  Object((await query('{ _service { sdl } }')).data)._service.sdl;

beforeAll(async () => {
  facet = await startTestFacet();
  sdl = await sdlOf(facet);
});
afterAll(() => facet.close());

const subgraphsOf = (others: Readonly<Record<string, string>>, facetSdl = sdl) =>
  Object.entries({ facet: facetSdl, ...others }).map(([name, typeDefs]) => ({
    name,
    url: `http://${name}.test/graphql`,
    typeDefs: parse(typeDefs),
  }));

const messagesOf = (errors: readonly { readonly message: string }[] = []) =>
  errors.map(({ message }) => message);

/** The supergraph of Facet and other subgraphs, which two compositions make without an error, and Apollo's without a hint. */
function composed(others: Readonly<Record<string, string>> = {}, facetSdl?: string): string {
  const subgraphs = subgraphsOf(others, facetSdl);
  expect(messagesOf(guild.composeServices(subgraphs).errors)).toEqual([]);
  const { errors, hints, supergraphSdl } = apollo.composeServices(subgraphs);
  expect(messagesOf(errors)).toEqual([]);
  expect(hints?.map((hint) => hint.toString())).toEqual([]);
  return String(supergraphSdl);
}

describe('composition', () => {
  it('takes Facet as a subgraph', () => {
    expect(composed()).toMatch(/^type User /m);
  });

  it('lets another subgraph reach users by id and by every account’s key', () => {
    const calls = `
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
    `;
    expect(composed({ calls })).toContain('type Call');
  });

  it('lets another subgraph add fields to a user', () => {
    const orders = `
      extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])
      type Query { orders: [Order!]! }
      type Order @key(fields: "id") { id: ID! total: Int! }
      type User @key(fields: "id") { id: ID! orders: [Order!]! }
    `;
    expect(composed({ orders })).toContain('orders: [Order!]!');
  });

  it('tells gateways who may have which field, where it is to, and composes without a word against it', async () => {
    expect(composed()).not.toMatch(/requiresScopes|authenticated/);
    const strict = await startTestFacet({ environment: { SUBGRAPH_RULES: '1' } });
    try {
      const supergraph = composed({ orders: ORDERS.replace('NODE', '') }, await sdlOf(strict));
      expect(supergraph).toMatch(
        /^ +email: EmailAddress.*@requiresScopes\(scopes: \[\["users:contact"\]\]\)/m,
      );
      expect(supergraph).toMatch(/^type Operation[^{]+@authenticated/m);
      // Other subgraphs have pages too.
      expect(/^type PageInfo[^{]+/m.exec(supergraph)?.[0]).not.toContain('@authenticated');
    } finally {
      await strict.close();
    }
  });

  it('says which name two subgraphs have for different things', () => {
    const shop = `
      extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])
      type Query { cart: Int }
      type Mutation { buy: [UserError!]! }
      type UserError { message: String! field: [String!] }
    `;
    for (const { composeServices } of [apollo, guild]) {
      const [message] = messagesOf(composeServices(subgraphsOf({ shop })).errors);
      expect(message).toMatch(/"UserError\.message".+"facet" and "shop"/s);
    }
  });
});

/** Another Relay subgraph, with words and directives of its own on everything that such subgraphs share. */
const ORDERS = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])
  "All that can be asked of the shop."
  type Query { orders: OrderConnection! NODE }
  "All that can be changed in the shop."
  type Mutation { order(with: OrderInput!): Order }
  input OrderInput @oneOf { sku: ID name: String }
  directive @oneOf on INPUT_OBJECT
  "An object with an id."
  interface Node { "The id of the object." id: ID! }
  type Order implements Node @key(fields: "id") {
    id: ID! at: DateTime! meta: JSON
    buyer: User agent: ChakraAccount chat: HaptikTractAccount app: HaptikAccount contact: VoltMxAccount
    student: EmeritusAccount
  }
  "A point in time."
  scalar DateTime @specifiedBy(url: "https://scalars.graphql.org/andimarek/date-time.html")
  scalar JSON
  type OrderConnection { edges: [OrderEdge!]! pageInfo: PageInfo! }
  type OrderEdge { node: Order! cursor: String! }
  "Information about pagination in a connection."
  type PageInfo @shareable {
    "When paginating forwards, are there more items?"
    hasNextPage: Boolean!
    hasPreviousPage: Boolean! startCursor: String endCursor: String
  }
  type User @key(fields: "id", resolvable: false) { id: ID! }
  ${['HaptikTract', 'Haptik', 'Chakra', 'VoltMx', 'Emeritus']
    .map((name) => `type ${name}Account @key(fields: "id", resolvable: false) { id: ID! }`)
    .join(' ')}`;

describe('composition beside another Relay subgraph', () => {
  it.each([
    '',
    'node(id: ID!): Node nodes(ids: [ID!]!): [Node]!',
    'node(id: ID!): Node @shareable nodes(ids: [ID!]!): [Node]! @shareable',
  ])('shares pages, scalars and `Node`, and has no word against: %s', (node) => {
    expect(composed({ orders: ORDERS.replace('NODE', node) })).toContain('type OrderConnection');
  });

  it('leaves `node` and `nodes` to whoever answers for all subgraphs, unless SUBGRAPH_NODE is 1', async () => {
    const isNode = /^ +nodes?\(/m;
    expect(composed()).not.toMatch(isNode);
    const alone = await startTestFacet({ environment: { SUBGRAPH_NODE: '1' } });
    try {
      expect(composed({}, await sdlOf(alone))).toMatch(isNode);
    } finally {
      await alone.close();
    }
    // A caller of Facet itself has them in any case.
    expect(await (await fetch(`${facet.url}/schema.graphql`)).text()).toMatch(isNode);
  });
});
