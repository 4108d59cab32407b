import { tmpdir } from 'node:os';
import type { BaseContext } from '@apollo/server';
import { makeExecutableSchema } from '@graphql-tools/schema';
import { onTestFinished } from 'vitest';
import { ANONYMOUS } from '#access';
import { startServer } from '#server';
import type { RunningServer, ServerOptions } from '../../src/server/server.ts';

/** A small GraphQL API; `slow` answers when the promise that it is given resolves. */
export function smallSchema(slow: () => Promise<string> = async () => 'done') {
  return makeExecutableSchema({
    typeDefs: 'type Query { greet(name: String!): String!  slow: String!  context: String! }',
    resolvers: {
      Query: {
        greet: (_root: unknown, { name }: { name: string }) => `Hello, ${name}`,
        slow,
        context: (_root: unknown, _arguments: unknown, context: unknown) => JSON.stringify(context),
      },
    },
  });
}

/** The real server on loopback with the small schema, closed when the test ends. */
export async function startStandIn(
  overrides: Partial<ServerOptions<BaseContext>> = {},
): Promise<RunningServer> {
  const server = await startServer<BaseContext>({
    host: '127.0.0.1',
    port: 0,
    allowedHosts: [],
    origins: { listed: [], anyLoopback: false },
    timeouts: { request: 30_000, response: 15_000 },
    maxBodyBytes: 262_144,
    report: (error) => {
      throw error;
    },
    schema: smallSchema(),
    authenticate: () => ANONYMOUS,
    createContext: () => ({}),
    explorerFolder: tmpdir(),
    readiness: async () => null,
    clientSchema: () => 'type Query { greet: String }\n',
    formatError: (error) => error,
    ...overrides,
  });
  onTestFinished(() => server.close());
  return server;
}

/** POSTs a GraphQL request as JSON. */
export function post(url: string, body: unknown, headers: Record<string, string> = {}) {
  return fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}
