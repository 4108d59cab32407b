import {
  Environment,
  Network,
  Observable,
  RecordSource,
  Store,
  commitMutation,
  createOperationDescriptor,
  fetchQuery,
} from 'relay-runtime';
import type { FetchFunction, GraphQLResponse, MutationParameters } from 'relay-runtime';
import type { MutationConfig } from 'relay-runtime';
import type { People } from '../people.ts';
import { firstOf } from '../first-of.ts';
import changeEmail from './__generated__/documentsChangeEmailMutation.graphql.ts';
import type { documentsChangeEmailMutation } from './__generated__/documentsChangeEmailMutation.graphql.ts';
import link from './__generated__/documentsLinkMutation.graphql.ts';
import type { documentsLinkMutation } from './__generated__/documentsLinkMutation.graphql.ts';
import peopleQuery from './__generated__/documentsPeopleQuery.graphql.ts';
import type { documentsPeopleQuery } from './__generated__/documentsPeopleQuery.graphql.ts';
import personQuery from './__generated__/documentsPersonQuery.graphql.ts';
import type { documentsPersonQuery } from './__generated__/documentsPersonQuery.graphql.ts';
import unlink from './__generated__/documentsUnlinkMutation.graphql.ts';
import type { documentsUnlinkMutation } from './__generated__/documentsUnlinkMutation.graphql.ts';

async function post(url: string, body: object, signal: AbortSignal): Promise<GraphQLResponse> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json, application/json',
    },
    body: JSON.stringify(body),
    signal,
  });
  return (await response.json()) as GraphQLResponse;
}

/** The request is aborted when nobody listens any more. */
const fetchFrom =
  (url: string): FetchFunction =>
  ({ text }, variables) =>
    Observable.create<GraphQLResponse>((sink) => {
      const aborter = new AbortController();
      const response = post(url, { query: text, variables }, aborter.signal);
      const { unsubscribe } = Observable.from(response).subscribe(sink);
      return () => {
        unsubscribe();
        aborter.abort();
      };
    });

/** @param url of Facet's GraphQL endpoint */
export function peopleByRelay(url: string): People {
  const environment = new Environment({
    network: Network.create(fetchFrom(url)),
    store: new Store(new RecordSource()),
  });

  const page = async (
    first: number,
    after: string | null,
  ): Promise<documentsPeopleQuery['response']['allUsers']> => {
    const asked = fetchQuery<documentsPeopleQuery>(environment, peopleQuery, { first, after });
    return (await asked.toPromise())?.allUsers;
  };

  const mutate = async <Mutation extends MutationParameters>(
    config: Omit<MutationConfig<Mutation>, 'onCompleted' | 'onError'>,
  ): Promise<Mutation['response']> =>
    new Promise((resolve, reject) => {
      commitMutation<Mutation>(environment, {
        ...config,
        onCompleted: resolve,
        onError: reject,
      });
    });

  return {
    async find(by, signal) {
      const asked = fetchQuery<documentsPersonQuery>(environment, personQuery, { by });
      const { user } = await firstOf<documentsPersonQuery['response']>(
        signal,
        (next, error) => asked.subscribe({ next, error }).unsubscribe,
      );
      return user ?? null;
    },

    // With React, a `@connection` and `usePaginationFragment` do this.
    async everyone(first) {
      const ids: string[] = [];
      let after: string | null = null;
      do {
        const people = await page(first, after);
        ids.push(...(people?.edges ?? []).map(({ node }) => node.id));
        after = people?.pageInfo.hasNextPage ? (people.pageInfo.endCursor ?? null) : null;
      } while (after);
      return ids;
    },

    async changeEmail(input) {
      const { updateEmail } = await mutate<documentsChangeEmailMutation>({
        mutation: changeEmail,
        variables: { input },
      });
      return updateEmail ?? null;
    },

    async link(input) {
      const { linkAccount } = await mutate<documentsLinkMutation>({
        mutation: link,
        variables: { input },
        updater: (store, data) => {
          for (const id of data?.linkAccount?.absorbedIds ?? []) store.delete(id);
        },
      });
      return linkAccount ?? null;
    },

    async unlink(input) {
      const { unlinkAccount } = await mutate<documentsUnlinkMutation>({
        mutation: unlink,
        variables: { input },
        // Whom an identifier finds may be somebody else now.
        updater: (store) => store.getRoot().invalidateRecord(),
      });
      return unlinkAccount ?? null;
    },

    cachedEmail(by) {
      const { fragment } = createOperationDescriptor(personQuery, { by });
      // The query's own shape, when it is in the store.
      const found = environment.lookup(fragment).data as documentsPersonQuery['response'] | null;
      return found?.user?.email ?? null;
    },
  };
}
