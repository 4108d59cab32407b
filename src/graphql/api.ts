import { Policy, isToldSchema } from '#access';
import { CachedContacts, fieldSources, unifiedFields } from '#users';
import type { PrecedenceOverrides } from '#users';
import { Restrictions } from './authorization/restriction.ts';
import type { ApolloContext, OperationLimits, RequestOptions, Services } from './context.ts';
import { clientSchema } from './client-schema.ts';
import { completeResponse } from './execution/complete-response.ts';
import { executionWith } from './execution/execution.ts';
import { KeptAnswers } from './execution/kept/kept-answers.ts';
import { answerText } from './execution/kept/answer-text.ts';
import type { Result } from './execution/kept/answer-text.ts';
import { errorFormatter } from './execution/format-error.ts';
import { subgraphSdl } from './federation.ts';
import { parseOptions, validationOptions, validationRules } from './limits/document.ts';
import { Planner } from './planning/planner.ts';
import { RequestContext } from './request-context.ts';
import { executableSchema, typeDefs } from './schema.ts';

/** What the API works with. */
export interface ApiDeps extends Pick<
  Services,
  'registry' | 'engine' | 'adapters' | 'healthOf' | 'shared' | 'contactPointsIn'
> {
  readonly precedence: PrecedenceOverrides;
  /** `Query.node` and `nodes` stand in the SDL that gateways compose. */
  readonly subgraphNode: boolean;
  /** So do the rules of who may have which field. */
  readonly subgraphRules: boolean;
  /** Whether callers are told the schema. */
  readonly introspection: boolean;
  /** Told of errors that nobody expected; what they say may be personal. */
  readonly report: (error: unknown) => void;
  /** Told of a caller who may not make a mutation, and what they lack: `updateUser: users:write`. */
  readonly onForbidden?: ((caller: string, what: string) => void) | undefined;
}

/** The GraphQL API as a server takes it: a schema, what a document may be, and the context of a request. */
export function graphqlApi(
  { precedence, subgraphNode, subgraphRules, introspection, report, onForbidden, ...deps }: ApiDeps,
  limits: OperationLimits,
) {
  const { adapters, shared, registry, contactPointsIn } = deps;
  const cache = shared?.cache ?? null;
  const answers = shared && new KeptAnswers(shared, registry);
  const fields = unifiedFields([...adapters.values()], precedence);
  const schema = executableSchema();
  const planner = new Planner(fields, adapters);
  const restrictions = new Restrictions(schema, planner, adapters.values());
  const tellsSchemaTo = introspection ? () => true : isToldSchema;
  const services: Services = {
    ...deps,
    fields,
    planner,
    policy: new Policy(schema),
    cachedContacts: cache && new CachedContacts(cache, contactPointsIn),
    tellsSchemaTo,
    subgraphSdl: subgraphSdl(typeDefs, { node: subgraphNode, rules: subgraphRules }),
  };
  const formatError = errorFormatter(report, introspection);
  return {
    report,
    sources: fieldSources(fields),
    schema,
    clientSchema,
    tellsSchemaTo,
    validationRules: [...validationRules],
    validationOptions,
    parseOptions,
    formatError,
    listener: {
      ...completeResponse,
      responseForOperation: executionWith({
        formatError,
        introspection,
        answers,
        restrictionOf: (operation, { grants, caller }) => {
          if (grants.areWhole) return null;
          const restriction = restrictions.of(operation, grants);
          const lacks = restriction.kind === 'refused' ? restriction.lacks : [];
          for (const what of lacks) onForbidden?.(caller.name, what);
          return restriction;
        },
      }),
    },
    textOf: (result: Result): string => answers?.textOf(result) ?? answerText(result),
    createContext: (asked: RequestOptions): ApolloContext => ({
      request: new RequestContext(services, asked, limits),
    }),
  };
}
