import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';

/** What Facet takes from its callers: `docs/federation.md` says what for. */
const FORWARDED = ['authorization', 'cache-control', 'x-facet-trace'] as const;

type Headers = Readonly<Record<string, string | string[] | undefined>>;

interface Caller {
  readonly headers?: Headers;
}

/** Passes on what the caller of the gateway sent. */
class Forwarding extends RemoteGraphQLDataSource<Caller> {
  override willSendRequest({
    request,
    context,
  }: Parameters<NonNullable<RemoteGraphQLDataSource<Caller>['willSendRequest']>>[0]): void {
    for (const name of FORWARDED) {
      // The gateway's own questions, such as for a subgraph's health, have no caller.
      const value = context.headers?.[name];
      if (typeof value === 'string') request.http?.headers.set(name, value);
    }
  }
}

/** Starts Apollo's gateway on a free port of this machine, or another one. */
export async function startApolloGateway(supergraphSdl: string, port = 0) {
  const gateway = new ApolloGateway({
    supergraphSdl,
    buildService: ({ url = '' }) => new Forwarding({ url }),
  });
  const server = new ApolloServer<Caller>({ gateway });
  const { url } = await startStandaloneServer(server, {
    listen: { host: '127.0.0.1', port },
    context: async ({ req }) => ({ headers: req.headers }),
  });
  return { url, close: async () => server.stop() };
}
