import type { GraphQLRequestContextWillSendResponse, GraphQLRequestListener } from '@apollo/server';
import { GraphQLError, OperationTypeNode } from 'graphql';
import type { GraphQLFormattedError } from 'graphql';
import type { ApolloContext } from '../context.ts';
import { inputPathOf } from '../input/argument-path.ts';
import { serverTiming } from './server-timing.ts';

/**
 * Lets a mutation read what is there now, and completes an answer with what its resolvers noted on the way: errors of
 * fields that cannot be null, warnings, what it would have cost when that was too much, and the calls made, in numbers
 * and in time, when the caller asked for them.
 */
export const completeResponse: GraphQLRequestListener<ApolloContext> = {
  validationDidStart:
    async ({ document }) =>
    async (errors) => {
      for (const error of errors ?? []) {
        const inputPath = error instanceof GraphQLError && inputPathOf(document, error);
        if (inputPath) error.extensions['inputPath'] = inputPath;
      }
    },
  didResolveOperation: ({ operation, contextValue }) => {
    const { request } = contextValue;
    request.record.parsing?.end();
    if (operation?.operation === OperationTypeNode.MUTATION) request.renew();
    return DONE;
  },
  willSendResponse: (asked) => {
    complete(asked);
    return DONE;
  },
};

/** Nothing is waited for: a promise of its own would be made for each request. */
const DONE = Promise.resolve();

function complete({
  response,
  contextValue,
  operationName,
  operation,
  queryHash,
}: GraphQLRequestContextWillSendResponse<ApolloContext>): void {
  if (response.body.kind !== 'single') return;
  const result = response.body.singleResult;
  const { problems, warnings, traced, trace, calls, record, grants } = contextValue.request;
  if (problems.length > 0) {
    result.errors = [...(result.errors ?? []), ...problems.map((problem) => problem.toJSON())];
  }
  if (result.errors && !grants.has('ops:read')) result.errors = result.errors.map(inOurWords);
  record.operation = {
    name: operationName ?? null,
    type: operation?.operation ?? null,
    hash: queryHash,
    calls: calls.byBackend(),
  };
  for (const { extensions } of result.errors ?? []) record.failed(String(extensions?.['code']));
  const { shortage } = calls;
  if (traced) {
    const ms = performance.now() - contextValue.request.begun;
    response.http.headers.set('server-timing', serverTiming(calls.toJSON(), ms));
  }
  if (warnings.length === 0 && !traced && !shortage) return;
  result.extensions = {
    ...result.extensions,
    ...(warnings.length > 0 && { warnings }),
    ...(shortage && { budget: { backendCalls: shortage } }),
    ...(traced && { backendCalls: calls.toJSON() }),
    ...(trace && { trace: trace.toJSON() }),
  };
}

/** An error without what the backend said, which is for those who operate Facet. */
function inOurWords(error: GraphQLFormattedError): GraphQLFormattedError {
  if (error.extensions?.['backendMessage'] === undefined) return error;
  const { backendMessage: _, ...extensions } = error.extensions;
  return { ...error, extensions };
}
