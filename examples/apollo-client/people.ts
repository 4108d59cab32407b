import { ApolloClient, HttpLink, InMemoryCache } from '@apollo/client';
import { relayStylePagination } from '@apollo/client/utilities';
import {
  ChangeEmailDocument,
  LinkDocument,
  PeopleDocument,
  PersonDocument,
  UnlinkDocument,
} from '../generated/graphql.ts';
import type { PeopleQuery } from '../generated/graphql.ts';
import type { People } from '../people.ts';

/** @param uri of Facet's GraphQL endpoint */
export function peopleByApolloClient(uri: string): People {
  const cache = new InMemoryCache({
    possibleTypes: {
      Account: [
        'HaptikTractAccount',
        'HaptikAccount',
        'ChakraAccount',
        'VoltMxAccount',
        'EmeritusAccount',
      ],
    },
    typePolicies: { Query: { fields: { allUsers: relayStylePagination(['filter']) } } },
  });
  const client = new ApolloClient({ link: new HttpLink({ uri }), cache });
  const page = async (
    first: number,
    after: string | null,
  ): Promise<PeopleQuery['allUsers'] | undefined> => {
    const { data } = await client.query({
      query: PeopleDocument,
      variables: { first, after },
      // Otherwise the cache gives back the pages that it has.
      fetchPolicy: 'network-only',
    });
    return data?.allUsers;
  };
  const cacheId = (id: string) => cache.identify({ __typename: 'User', id });

  return {
    async find(by, signal) {
      const { data } = await client.query({
        query: PersonDocument,
        variables: { by },
        context: { fetchOptions: { signal } },
      });
      return data?.user ?? null;
    },

    async everyone(first) {
      let people = await page(first, null);
      while (people?.pageInfo.hasNextPage) people = await page(first, people.pageInfo.endCursor);
      // The cache joins the pages.
      return people?.edges.map(({ node }) => node.id) ?? [];
    },

    async changeEmail(input) {
      const { data } = await client.mutate({ mutation: ChangeEmailDocument, variables: { input } });
      return data?.updateEmail ?? null;
    },

    async link(input) {
      const { data } = await client.mutate({
        mutation: LinkDocument,
        variables: { input },
        update: (_cache, result) => {
          for (const id of result.data?.linkAccount?.absorbedIds ?? []) {
            cache.evict({ id: cacheId(id) ?? '' });
          }
          cache.gc();
        },
      });
      return data?.linkAccount ?? null;
    },

    async unlink(input) {
      const { data } = await client.mutate({
        mutation: UnlinkDocument,
        variables: { input },
        // Whom an identifier finds may be somebody else now.
        update: () => void cache.evict({ id: 'ROOT_QUERY', fieldName: 'user' }),
      });
      return data?.unlinkAccount ?? null;
    },

    cachedEmail: (by) =>
      client.readQuery({ query: PersonDocument, variables: { by } })?.user?.email ?? null,
  };
}
