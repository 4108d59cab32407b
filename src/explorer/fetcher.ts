import type { GraphiQLProps } from 'graphiql';

/** Sends what GraphiQL asks to the server that served this page, and nowhere else. */
export const fetcher: GraphiQLProps['fetcher'] = async (parameters, options) => {
  const response = await fetch('graphql', {
    method: 'POST',
    headers: {
      accept: 'application/graphql-response+json, application/json;q=0.9',
      'content-type': 'application/json',
      ...options?.headers,
    },
    body: JSON.stringify(parameters),
  });
  return response.json();
};
