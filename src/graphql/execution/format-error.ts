import { unwrapResolverError } from '@apollo/server/errors';
import type { GraphQLFormattedError } from 'graphql';
import { FacetError } from '#errors';
import { withoutValues } from './without-values.ts';

/** Apollo's codes for a request that could not be executed as it stands. */
const REQUEST_CODES: ReadonlySet<unknown> = new Set([
  'BAD_REQUEST',
  'BAD_USER_INPUT',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'INVALID_INPUT',
]);

/**
 * Shapes every GraphQL error of an answer: ours as they are, a wrong request as `INVALID_INPUT` without the caller's
 * own values, and anything else masked as `INTERNAL`, with `report` told what it was. Names of the schema that the caller
 * may have meant are told when it `suggests` them.
 */
export const errorFormatter =
  (report: (error: unknown) => void, suggests: boolean) =>
  (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const original = unwrapResolverError(error);
    if (original instanceof FacetError) {
      return { ...formatted, message: original.message, extensions: { ...original.extensions } };
    }
    // As it is: clients know by the words that they have to send the text.
    if (formatted.extensions?.['code'] === 'PERSISTED_QUERY_NOT_FOUND') return formatted;
    if (REQUEST_CODES.has(formatted.extensions?.['code'])) {
      return requestError(suggests ? formatted : withoutSuggestion(formatted));
    }
    report(original);
    return {
      ...formatted,
      message: 'Facet failed to answer this. The cause is in its log.',
      extensions: { code: 'INTERNAL' },
    };
  };

/** graphql-js ends with what it suggests. */
const SUGGESTION = ' Did you mean ';

function withoutSuggestion({ message, ...rest }: GraphQLFormattedError): GraphQLFormattedError {
  const start = message.indexOf(SUGGESTION);
  return { ...rest, message: start === -1 ? message : message.slice(0, start) };
}

/** No message of ours is longer: what is cut off is a name of the caller's. */
const LONGEST_MESSAGE = 1000;

function requestError({
  message,
  extensions,
  ...rest
}: GraphQLFormattedError): GraphQLFormattedError {
  const inputPath = extensions?.['inputPath'];
  return {
    ...rest,
    // Names of operations may be any text.
    message: withoutValues(message).slice(0, LONGEST_MESSAGE).toWellFormed(),
    extensions: { code: 'INVALID_INPUT', ...(inputPath === undefined ? {} : { inputPath }) },
  };
}
