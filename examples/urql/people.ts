import { Client, fetchExchange } from '@urql/core';
import type { OperationResult } from '@urql/core';
import { cacheExchange } from '@urql/exchange-graphcache';
import { relayPagination } from '@urql/exchange-graphcache/extras';
import {
  ChangeEmailDocument,
  LinkDocument,
  PeopleDocument,
  PersonDocument,
  UnlinkDocument,
} from '../generated/graphql.ts';
import type {
  LinkMutation,
  PeopleQuery,
  PersonQuery,
  UnlinkMutation,
} from '../generated/graphql.ts';
import type { People } from '../people.ts';
import { firstOf } from '../first-of.ts';

const cache = () =>
  cacheExchange({
    resolvers: { Query: { allUsers: relayPagination() } },
    updates: {
      Mutation: {
        linkAccount({ linkAccount }: LinkMutation, _input, updated) {
          for (const id of linkAccount?.absorbedIds ?? []) {
            updated.invalidate({ __typename: 'User', id });
          }
        },
        // Whom an identifier finds may be somebody else now.
        unlinkAccount(_result: UnlinkMutation, _input, updated) {
          for (const { fieldName, arguments: found } of updated.inspectFields('Query')) {
            if (fieldName === 'user') updated.invalidate('Query', fieldName, found);
          }
        },
      },
    },
  });

/** @param url of Facet's GraphQL endpoint */
export function peopleByUrql(url: string): People {
  const client = new Client({ url, preferGetMethod: false, exchanges: [cache(), fetchExchange] });
  const page = async (first: number, after: string | null): Promise<PeopleQuery['allUsers']> =>
    dataOf(await client.query(PeopleDocument, { first, after })).allUsers;

  return {
    async find(by, signal) {
      const asked = client.query(PersonDocument, { by });
      const result = await firstOf<OperationResult<PersonQuery>>(
        signal,
        (resolve) => asked.subscribe(resolve).unsubscribe,
      );
      return dataOf(result).user;
    },

    async everyone(first) {
      let people = await page(first, null);
      while (people?.pageInfo.hasNextPage) people = await page(first, people.pageInfo.endCursor);
      // The cache joins the pages.
      return people?.edges.map(({ node }) => node.id) ?? [];
    },

    changeEmail: async (input) =>
      dataOf(await client.mutation(ChangeEmailDocument, { input })).updateEmail,

    link: async (input) => dataOf(await client.mutation(LinkDocument, { input })).linkAccount,

    unlink: async (input) => dataOf(await client.mutation(UnlinkDocument, { input })).unlinkAccount,

    cachedEmail: (by) => client.readQuery(PersonDocument, { by })?.data?.user?.email ?? null,
  };
}

/** urql returns what failed; what has data besides is worth showing. */
function dataOf<Data>({ data, error }: OperationResult<Data>): Data {
  if (data === undefined || data === null) throw error ?? new Error('There is no data.');
  return data;
}
