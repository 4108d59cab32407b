import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginInlineTraceDisabled } from '@apollo/server/plugin/disabled';
import { startStandaloneServer } from '@apollo/server/standalone';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';

/** One order: its shop knows the buyer by CHAKRA's id alone, and the agent by Facet's. */
export interface Order {
  readonly id: string;
  readonly total: number;
  readonly buyerRef: string;
  readonly agentId: string | null;
}

/**
 * `ChakraAccount` and `User` are Facet's: this subgraph names what it knows of them, their keys. It only refers to an
 * account (`resolvable: false`), and adds a field to `User`. `buyer` is nullable, so that a buyer who cannot be read costs
 * that order's buyer alone.
 */
export const typeDefs = parse(`
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])

  type Query {
    orders(first: Int! = 20): [Order!]!
  }
  type Order @key(fields: "id") {
    id: ID!
    total: Int!
    buyer: ChakraAccount
    agent: User
  }
  type ChakraAccount @key(fields: "ref", resolvable: false) {
    ref: ID!
  }
  type User @key(fields: "id") {
    id: ID!
    "The orders that this person looks after."
    ordersAsAgent: [Order!]!
  }
`);

/** Starts the subgraph on a free port of this machine. */
export async function startOrders(orders: readonly Order[]) {
  const resolvers = {
    Query: {
      orders: (_root: unknown, { first }: { first: number }) => orders.slice(0, first),
    },
    Order: {
      __resolveReference: ({ id }: { id: string }) => orders.find((order) => order.id === id),
      // A reference is the key and nothing else: the gateway asks Facet for the rest.
      buyer: ({ buyerRef }: Order) => ({ ref: buyerRef }),
      agent: ({ agentId }: Order) => agentId && { id: agentId },
    },
    User: {
      ordersAsAgent: ({ id }: { id: string }) => orders.filter(({ agentId }) => agentId === id),
    },
  };
  const server = new ApolloServer({
    schema: buildSubgraphSchema({ typeDefs, resolvers }),
    plugins: [ApolloServerPluginInlineTraceDisabled()],
  });
  const { url } = await startStandaloneServer(server, { listen: { host: '127.0.0.1', port: 0 } });
  return { url, close: async () => server.stop() };
}
