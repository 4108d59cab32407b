import { readdir, readFile } from 'node:fs/promises';
import type { ApolloServerPlugin } from '@apollo/server';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { type GraphQLSchema, parse } from 'graphql';
import { type RunningServer, startServer } from '../../src/server/server.ts';

const schemaFolder = new URL('../../schema/', import.meta.url);

/** The public schema; all that its only resolver knows is one person. */
async function publicSchema(): Promise<GraphQLSchema> {
  const files = (await readdir(schemaFolder)).filter((file) => file.endsWith('.graphql'));
  const texts = await Promise.all(
    files.map((file) => readFile(new URL(file, schemaFolder), 'utf8')),
  );
  const person = { id: 'user_1', displayName: 'Latha Ganesh', accounts: [] };
  const typeDefs = parse(texts.join('\n'));
  return buildSubgraphSchema([{ typeDefs, resolvers: { Query: { user: () => person } } }]);
}

/** A stand-in for the whole application: the real server and page, with answers that it makes up. */
export async function startStandIn(explorerFolder: string): Promise<RunningServer> {
  return startServer({
    host: '127.0.0.1',
    port: 0,
    schema: await publicSchema(),
    createContext: () => ({}),
    explorerFolder,
    readiness: async () => true,
    formatError: (error) => error,
    plugins: [tracing],
  });
}

const backendCalls = { CHAKRA: { user: 1 }, EMERITUS: { profile: 1 } };
const warning = {
  code: 'BACKEND_TIMEOUT',
  message: 'The backend did not answer in time.',
  backend: 'CHAKRA',
  field: 'email',
  path: ['user', 'email'],
};

/** Counts calls when asked to, and warns of the example about provenance. */
const tracing: ApolloServerPlugin = {
  requestDidStart: async () => ({
    willSendResponse: async ({ request, operationName, response: { body } }) => {
      if (body.kind !== 'single' || request.http?.headers.get('x-facet-trace') !== '1') return;
      const warnings = operationName === 'WhereValuesComeFrom' ? [warning] : [];
      body.singleResult.extensions = { backendCalls, warnings };
    },
  }),
};
