import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { Kind, parse, print, visit } from 'graphql';
import type { ConstDirectiveNode, DirectiveNode } from 'graphql';

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

/** Of authorization (Apollo Federation 2.5), which this gateway does not know and refuses to load. */
const RULES = /^(?:authenticated|requiresScopes(?:__Scope)?)$/;

/**
 * A supergraph without the rules of who may have which field, for a gateway that leaves them to the subgraphs: Facet enforces
 * its own, by the caller's `Authorization`.
 */
const withoutRules = (supergraphSdl: string): string =>
  print(
    visit(parse(supergraphSdl), {
      Directive: (node) => (isRule(node) ? null : undefined),
      DirectiveDefinition: ({ name }) => (RULES.test(name.value) ? null : undefined),
      ScalarTypeDefinition: ({ name }) => (RULES.test(name.value) ? null : undefined),
    }),
  );

/** Also the link to the specification. */
const isRule = ({ name, arguments: values = [] }: ConstDirectiveNode | DirectiveNode): boolean =>
  RULES.test(name.value) ||
  (name.value === 'link' &&
    values.some(({ value }) => value.kind === Kind.STRING && SPECIFICATION.test(value.value)));

const SPECIFICATION = /\/(?:authenticated|requiresScopes)\/v\d+\.\d+$/;

/** Starts Apollo's gateway on a free port of this machine, or another one. */
export async function startApolloGateway(supergraphSdl: string, port = 0) {
  const gateway = new ApolloGateway({
    supergraphSdl: withoutRules(supergraphSdl),
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
