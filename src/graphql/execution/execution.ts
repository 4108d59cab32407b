import { type GraphQLRequestListener, HeaderMap } from '@apollo/server';
import { GraphQLError, getOperationAST } from 'graphql';
import type { DocumentNode, GraphQLFormattedError } from 'graphql';
import type { ReadOperation, Restriction } from '../authorization/restriction.ts';
import type { ApolloContext, Context } from '../context.ts';
import { inputPathOf } from '../input/argument-path.ts';
import { variableErrors } from '../input/variable-errors.ts';
import { introspectionProblem } from '../limits/introspection.ts';
import type { KeptAnswers } from './kept/kept-answers.ts';
import { executeOperation } from './prepared/execute-prepared.ts';

type Execution = NonNullable<GraphQLRequestListener<ApolloContext>['responseForOperation']>;

export interface ExecutionDeps {
  readonly formatError: (
    formatted: GraphQLFormattedError,
    error: GraphQLError,
  ) => GraphQLFormattedError;
  /** Whether an operation may ask for the schema. */
  readonly introspection: boolean;
  /** What of an operation its caller may not have; `null` is nothing. */
  readonly restrictionOf: (operation: ReadOperation, context: Context) => Restriction | null;
  /** `null` where requests share nothing. */
  readonly answers: KeptAnswers | null;
}

/** Adds nothing to what Apollo answers. */
const PLAIN_HEAD = { headers: new HeaderMap() };

const REFUSED = { ...PLAIN_HEAD, status: 400 };

/**
 * Executes an operation where Apollo lets a plugin do so. On its own way there Apollo negotiates a media type for answers
 * in parts, copies all that it knows of the request and waits for nobody several times, which took a tenth of the CPU of
 * a query with four calls.
 *
 * An operation that the document does not have is left to Apollo, which has the words and the status for it. Variables
 * that do not fit are told with their places in the input. So no resolver ever runs on Apollo's way, which would not find
 * the context that they know.
 */
export const executionWith =
  ({ formatError, introspection, restrictionOf, answers }: ExecutionDeps): Execution =>
  async ({ schema, document, operation, request, contextValue }) => {
    if (!operation) return null;
    const { request: context } = contextValue;
    const { variables = {} } = request;
    const asked = { schema, document, operation, variables };
    const problem = introspectionProblem(asked, introspection);
    if (problem) return { http: REFUSED, body: single({ errors: [problem.toJSON()] }) };
    const format = (error: GraphQLError): GraphQLFormattedError =>
      formatError(error.toJSON(), error);
    const restriction = restrictionOf({ document, operation, variables }, context);
    if (restriction?.kind === 'refused') {
      const { data, errors } = restriction.result;
      return { http: PLAIN_HEAD, body: single({ data, errors: errors.map(format) }) };
    }
    const place = restriction === null ? answers?.placeOf(asked, context) : null;
    const kept = place?.isReadAgain ? await place.readAgain() : place?.data;
    if (kept) return { http: PLAIN_HEAD, body: single({ data: kept }) };
    const executed = restriction?.document ?? document;
    const executing = executeOperation({
      schema,
      document: executed,
      operation: (restriction && getOperationAST(executed, request.operationName)) ?? operation,
      variables,
      contextValue: context,
    });
    const result = executing instanceof Promise ? await executing : executing;
    if (!restriction && result.data && !result.errors) {
      place?.keep(result.data);
      return { http: PLAIN_HEAD, body: single({ data: result.data }) };
    }
    if (result.data === undefined) {
      const wrong = variableErrors({ schema, document, operation, values: variables });
      // Apollo would execute what was asked for, not what is permitted.
      const told = wrong.length === 0 && restriction ? (result.errors ?? []) : wrong;
      if (told.length === 0) return null;
      return { http: REFUSED, body: single({ errors: told.map(format) }) };
    }
    const { data, errors = NONE } = restriction?.complete(result.data) ?? { data: result.data };
    const told = [
      ...(result.errors ?? NONE).map((error) => withInputPath(executed, error)),
      ...errors.map((error) => withInputPath(document, error)),
    ].map(format);
    return { http: PLAIN_HEAD, body: single({ data, ...(told.length > 0 && { errors: told }) }) };
  };

const NONE: readonly GraphQLError[] = [];

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
