import {
  ApolloServer,
  type ApolloServerOptionsWithSchema,
  type ApolloServerPlugin,
  type BaseContext,
} from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { graphqlOverHttp } from './graphql-over-http.ts';

/** What the composition root decides about GraphQL; the rest is the same for every Facet. */
export interface ApolloChoices<Context extends BaseContext> extends Pick<
  ApolloServerOptionsWithSchema<Context>,
  'schema' | 'validationRules' | 'validationOptions' | 'parseOptions'
> {
  readonly formatError: NonNullable<ApolloServerOptionsWithSchema<Context>['formatError']>;
  readonly plugins?: readonly ApolloServerPlugin<Context>[];
}

/** Apollo Server with nothing that nobody asked for: what it installs by itself costs 30 % of a request's CPU. */
export function createApollo<Context extends BaseContext>(
  choices: ApolloChoices<Context>,
): ApolloServer<Context> {
  const { plugins = [], ...options } = choices;
  return new ApolloServer<Context>({
    ...options,
    introspection: true,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    includeStacktraceInErrorResponses: false,
    // `main.ts` handles signals.
    stopOnTerminationSignals: false,
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      graphqlOverHttp(),
      ...plugins,
    ],
  });
}
