import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';

/** What Facet takes from its callers: `docs/federation.md` says what for. */
const FORWARDED = ['authorization', 'cache-control', 'x-facet-trace'] as const;

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** Who called the gateway; nobody did where it asks by itself, such as for a subgraph's health. */
interface Caller {
  readonly headers?: Headers;
  /** Adds a header to the response. */
  readonly addHeader?: (name: string, value: string) => void;
}

type DataSource = Required<RemoteGraphQLDataSource<Caller>>;

/** Passes on what the caller sent, and what Facet says of its calls to those who asked. */
class Forwarding extends RemoteGraphQLDataSource<Caller> {
  override willSendRequest({ request, context }: Parameters<DataSource['willSendRequest']>[0]) {
    for (const name of FORWARDED) {
      const value = context.headers?.[name];
      if (typeof value === 'string') request.http?.headers.set(name, value);
    }
  }

  override didReceiveResponse({
    response,
    context,
  }: Parameters<DataSource['didReceiveResponse']>[0]) {
    const timing = response.http?.headers.get('server-timing');
    if (timing) context.addHeader?.('server-timing', timing);
    return response;
  }
}

/** Starts Apollo's gateway on a free port of this machine, or another one. */
export async function startApolloGateway(supergraphSdl: string, port = 0) {
  const gateway = new ApolloGateway({
    supergraphSdl,
    buildService: ({ url = '' }) => new Forwarding({ url }),
  });
  const server = new ApolloServer<Caller>({ gateway, includeStacktraceInErrorResponses: false });
  const { url } = await startStandaloneServer(server, {
    listen: { host: '127.0.0.1', port },
    context: async ({ req, res }) => ({
      headers: req.headers,
      addHeader: (name, value) => void res.appendHeader(name, value),
    }),
  });
  return { url, close: async () => server.stop() };
}
