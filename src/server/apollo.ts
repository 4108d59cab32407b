import {
  ApolloServer,
  type ApolloServerOptionsWithSchema,
  type BaseContext,
  type GraphQLRequestListener,
} from '@apollo/server';
import { ApolloServerErrorCode } from '@apollo/server/errors';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { GraphQLError } from 'graphql';
import type { GraphQLFormattedError } from 'graphql';
import { answerOverHttp } from './graphql-over-http.ts';

/** What the composition root decides about GraphQL; the rest is the same for every Facet. */
export interface ApolloChoices<Context extends BaseContext> extends Pick<
  ApolloServerOptionsWithSchema<Context>,
  'schema' | 'validationRules' | 'validationOptions' | 'parseOptions'
> {
  readonly formatError: NonNullable<ApolloServerOptionsWithSchema<Context>['formatError']>;
  /** Told of errors that nobody expected; what they say may be personal. */
  readonly report: (error: unknown) => void;
  /** Told of every operation. */
  readonly listener?: GraphQLRequestListener<Context>;
}

/** Apollo Server with nothing that nobody asked for: what it installs by itself costs 30 % of a request's CPU. */
export function createApollo<Context extends BaseContext>(
  choices: ApolloChoices<Context>,
): ApolloServer<Context> {
  const { listener = {}, report, formatError, ...options } = choices;
  // One listener for all, made once: Apollo waits for each of a request's at every stage.
  const whole: GraphQLRequestListener<Context> = {
    ...listener,
    willSendResponse: async (response) => {
      await listener.willSendResponse?.(response);
      answerOverHttp(response);
    },
  };
  return new ApolloServer<Context>({
    ...options,
    formatError: (formatted, error) => formatError(withCode(formatted, error), error),
    introspection: true,
    // `graphql.ts` does that, before the body is read, and takes a GraphQL `Accept` for a proof too.
    csrfPrevention: false,
    allowBatchedHttpRequests: false,
    logger: SILENT,
    includeStacktraceInErrorResponses: false,
    // `main.ts` handles signals.
    stopOnTerminationSignals: false,
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      {
        requestDidStart: async () => whole,
        unexpectedErrorProcessingRequest: async ({ error }) => report(error),
      },
    ],
  });
}

/** Some errors that Apollo answers as a caller's mistake have no code, such as a hash that is not the query's. */
function withCode(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  if (!(error instanceof GraphQLError) || 'code' in error.extensions) return formatted;
  const { status } = {
    status: 500,
    ...(error.extensions['http'] as { status?: number } | undefined),
  };
  if (status >= 500) return formatted;
  const code = ApolloServerErrorCode.BAD_REQUEST;
  return { ...formatted, extensions: { ...formatted.extensions, code } };
}

/** Apollo would log the messages of errors; `report` and `formatError` are told of each. */
const SILENT = { debug() {}, info() {}, warn() {}, error() {} };
