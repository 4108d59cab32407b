import {
  ApolloServer,
  type ApolloServerOptionsWithSchema,
  type ApolloServerPlugin,
  type BaseContext,
  type GraphQLRequestListener,
  type PersistedQueryOptions,
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

/** Apollo installs these by itself where they are not declined: 30 % of a request's CPU. */
const DECLINED = [
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
];

/** Starts Apollo Server with nothing that nobody asked for. `persisted` is where it looks for persisted queries. */
export async function startApollo<Context extends BaseContext>(
  choices: ApolloChoices<Context>,
  persisted: Required<PersistedQueryOptions>['cache'],
): Promise<ApolloServer<Context>> {
  const { listener, report, formatError, ...options } = choices;
  const listening = Promise.resolve(answeringOverHttp(listener));
  const plugins: ApolloServerPlugin<Context>[] = [
    {
      requestDidStart: () => listening,
      unexpectedErrorProcessingRequest: async ({ error }) => report(error),
    },
  ];
  const own = plugins.length;
  plugins.push(...DECLINED.map((decline) => decline()));
  const apollo = new ApolloServer<Context>({
    ...options,
    formatError: (formatted, error) => formatError(withCode(formatted, error), error),
    introspection: true,
    persistedQueries: { cache: persisted },
    // `graphql.ts` does that, before the body is read, and takes a GraphQL `Accept` for a proof too.
    csrfPrevention: false,
    allowBatchedHttpRequests: false,
    logger: SILENT,
    includeStacktraceInErrorResponses: false,
    // `main.ts` handles signals.
    stopOnTerminationSignals: false,
    plugins,
  });
  await apollo.start();
  // Apollo waits for each with every request, and these have said all that they say.
  plugins.splice(own);
  return apollo;
}

const DONE = Promise.resolve();

/** One listener for all requests, since Apollo waits for each of a request's at every stage. */
const answeringOverHttp = <Context extends BaseContext>(
  listener: GraphQLRequestListener<Context> = {},
): GraphQLRequestListener<Context> => ({
  ...listener,
  willSendResponse: (response) => {
    answerOverHttp(response);
    return listener.willSendResponse?.(response) ?? DONE;
  },
});

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
