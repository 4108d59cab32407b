/** What Facet takes from its callers: `docs/federation.md` says what for. */
const FORWARDED = ['authorization', 'cache-control', 'x-facet-trace'] as const;

/** Hive Gateway's configuration, for `npx @graphql-hive/gateway supergraph`. */
export const gatewayConfig = {
  supergraph: './supergraph.graphql',
  propagateHeaders: {
    fromClientToSubgraphs: ({ request }: { readonly request: Request }) =>
      Object.fromEntries(
        FORWARDED.flatMap((name) => {
          const value = request.headers.get(name);
          return value === null ? [] : [[name, value]];
        }),
      ),
    // The calls that Facet made, for those who asked by `x-facet-trace`.
    fromSubgraphsToClient: ({ response }: { readonly response: Response }) => {
      const timing = response.headers.get('server-timing');
      return timing === null ? {} : { 'server-timing': timing };
    },
  },
};
