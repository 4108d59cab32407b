import { unwrapResolverError } from '@apollo/server/errors';
import type { GraphQLFormattedError } from 'graphql';
import { FacetError } from '../errors.ts';

/** Apollo's codes for a request that could not be executed as it stands. */
const REQUEST_CODES: ReadonlySet<unknown> = new Set([
  'BAD_REQUEST',
  'BAD_USER_INPUT',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'INVALID_INPUT',
]);

/**
 * Shapes every GraphQL error of an answer: ours as they are, a wrong request as `INVALID_INPUT` without the caller's
 * own values, and anything else masked as `INTERNAL`, with `report` told what it was.
 */
export const errorFormatter =
  (report: (error: unknown) => void) =>
  (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const original = unwrapResolverError(error);
    if (original instanceof FacetError) {
      return { ...formatted, message: original.message, extensions: { ...original.extensions } };
    }
    if (REQUEST_CODES.has(formatted.extensions?.['code'])) return requestError(formatted);
    report(original);
    return {
      ...formatted,
      message: 'Facet failed to answer this. The cause is in its log.',
      extensions: { code: 'INTERNAL' },
    };
  };

function requestError({ message, ...rest }: GraphQLFormattedError): GraphQLFormattedError {
  return { ...rest, message: withoutValues(message), extensions: { code: 'INVALID_INPUT' } };
}

/**
 * graphql-js quotes what it could not coerce: `got invalid value "…" at "input.email"; Expected …` and
 * `Expected value of type "Int", found "…".` The value may be personal, so it is cut out; the place stays.
 */
function withoutValues(message: string): string {
  return message
    .replace(
      /(got invalid value) .*?(?=( at "[\w.[\]]+")?; (?!.*; (Expected|Field|String|Enum|Int)))/s,
      '$1',
    )
    .replace(/, found .*?(?=[.;]?\s*($|Expected|Did you mean))/s, '')
    .replace(/(cannot represent [^:]*): .*$/s, '$1.')
    .replace(/(Value) ".*?" (does not exist in)/s, '$1 $2');
}
