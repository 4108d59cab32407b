import { type BaseContext, type GraphQLRequestListener, HeaderMap } from '@apollo/server';
import { GraphQLError, execute } from 'graphql';
import type { DocumentNode, GraphQLFormattedError } from 'graphql';
import { inputPathOf } from '../input/argument-path.ts';
import { variableErrors } from '../input/variable-errors.ts';
import { introspectionProblem } from '../limits/introspection.ts';

type Execution<Context extends BaseContext> = NonNullable<
  GraphQLRequestListener<Context>['responseForOperation']
>;

/** Adds nothing to what Apollo answers. */
const PLAIN_HEAD = { headers: new HeaderMap() };

const REFUSED = { ...PLAIN_HEAD, status: 400 };

/**
 * Executes an operation where Apollo lets a plugin do so. On its own way there Apollo negotiates a media type for answers
 * in parts, copies all that it knows of the request and waits for nobody several times, which took a tenth of the CPU of
 * a query with four calls.
 *
 * An operation that the document does not have is left to Apollo, which has the words and the status for it. Variables
 * that do not fit are told with their places in the input; no resolver has run by then.
 */
export const executionWith =
  <Context extends BaseContext>(
    formatError: (formatted: GraphQLFormattedError, error: GraphQLError) => GraphQLFormattedError,
  ): Execution<Context> =>
  async ({ schema, document, operation, request, contextValue }) => {
    if (!operation) return null;
    const { variables = {} } = request;
    const problem = introspectionProblem({ schema, document, operation, variables });
    if (problem) return { http: REFUSED, body: single({ errors: [problem.toJSON()] }) };
    const { data, errors } = await execute({
      schema,
      document,
      contextValue,
      variableValues: variables,
      operationName: request.operationName,
    });
    const format = (error: GraphQLError): GraphQLFormattedError =>
      formatError(error.toJSON(), error);
    if (data === undefined) {
      const wrong = variableErrors({ schema, document, operation, values: variables });
      if (wrong.length === 0) return null;
      return { http: REFUSED, body: single({ errors: wrong.map(format) }) };
    }
    const told = errors?.map((error) => format(withInputPath(document, error)));
    return { http: PLAIN_HEAD, body: single({ data, ...(told && { errors: told }) }) };
  };

const single = <Result>(singleResult: Result) => ({ kind: 'single', singleResult }) as const;

/** How graphql-js begins what it says of an argument whose variables left it without a value. */
const ARGUMENT = /^Argument "\w+" (?:has|of) /;

/** Marks an argument that cannot be had as the caller's mistake: its variables were `null` or too large together. */
function withInputPath(document: DocumentNode, error: GraphQLError): GraphQLError {
  const original = error.originalError ?? error;
  if (!(original instanceof GraphQLError) || !ARGUMENT.test(original.message)) return error;
  const inputPath = original.nodes && inputPathOf(document, original);
  if (!inputPath) return error;
  const { message, nodes = null, path = null } = error;
  return new GraphQLError(message, {
    nodes,
    path,
    extensions: { code: 'INVALID_INPUT', inputPath },
  });
}
