import { readFileSync, readdirSync } from 'node:fs';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { Kind, concatAST, parse } from 'graphql';
import type { DocumentNode, GraphQLObjectType, GraphQLSchema } from 'graphql';
import type { BackendAdapter } from '../backends/backend.ts';
import type { Backend } from '../schema.generated.ts';
import { boundAnswers } from './limits/bounded.ts';
import { accountFields, typeNameOf } from './resolvers/account.ts';
import { entitiesOf, entitiesResolver } from './resolvers/entities.ts';
import { HistoryConnection, PossibleDuplicate } from './resolvers/identity.ts';
import { Mutation } from './resolvers/mutation.ts';
import {
  LinkAccountPayload,
  Operation,
  Outcome,
  UserConnection,
  UserEdge,
  payload,
} from './resolvers/payload.ts';
import { Query } from './resolvers/query.ts';
import { User } from './resolvers/user.ts';
import { refuseRoundedIds, scalars } from './scalars.ts';
import { objectType } from './selection.ts';
import { describeFederation, serviceResolver } from './service.ts';

const FOLDER = new URL('../../schema/', import.meta.url);

/** The SDL: every file of `schema/`, one a subject. */
export function typeDefs(): DocumentNode {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith('.graphql'));
  return concatAST(files.map((name) => parse(readFileSync(new URL(name, FOLDER), 'utf8'))));
}

interface Bare {
  readonly documents: DocumentNode;
  /** Without resolvers. */
  readonly bare: GraphQLSchema;
}

let kept: Bare | undefined;

/** The files never change while a process runs; tests start many Facets in one. */
function bareSchema(): Bare {
  if (kept) return kept;
  const documents = typeDefs();
  kept = { documents, bare: buildSubgraphSchema(documents) };
  return kept;
}

/** The executable schema, also a Federation 2 subgraph. Built once at start. */
export function buildSchema(adapters: ReadonlyMap<Backend, BackendAdapter>): GraphQLSchema {
  refuseRoundedIds();
  const { documents, bare } = bareSchema();
  const entities = entitiesOf(adapters.values(), (type) =>
    keysOf(objectType({ schema: bare }, type)),
  );
  const schema = buildSubgraphSchema([
    {
      typeDefs: documents,
      resolvers: {
        ...resolvers,
        ...accountTypes(adapters, bare),
        Query: {
          ...Query,
          _entities: entitiesResolver(entities),
          _service: serviceResolver(bare),
        },
      },
    },
  ]);
  return describeFederation(boundAnswers(schema));
}

const resolvers = {
  ...scalars,
  Mutation,
  User,
  Node: { __resolveType: typeNameOf },
  Account: { __resolveType: typeNameOf },
  Operation,
  Outcome,
  UserConnection,
  UserEdge,
  HistoryConnection,
  PossibleDuplicate,
  CreateUserPayload: payload,
  UpdateUserPayload: payload,
  UpdateOwnersPayload: payload,
  UpdatePoolPayload: payload,
  UpdateEmailPayload: payload,
  LinkAccountPayload,
  UnlinkAccountPayload: payload,
};

/** Each vendor's account type takes the resolvers of the fields that it has. */
function accountTypes(
  adapters: ReadonlyMap<Backend, BackendAdapter>,
  bare: GraphQLSchema,
): Record<string, typeof accountFields> {
  return Object.fromEntries(
    [...adapters.values()].map(({ accountType }) => {
      const fields = objectType({ schema: bare }, accountType).getFields();
      const own = Object.entries(accountFields).filter(([name]) => name in fields);
      return [accountType, Object.fromEntries(own)];
    }),
  );
}

/** The fields of a type's `@key`, none of which is nested here. */
function keysOf({ astNode }: GraphQLObjectType): readonly string[] {
  const key = astNode?.directives?.find(({ name }) => name.value === 'key');
  const fields = key?.arguments?.find(({ name }) => name.value === 'fields')?.value;
  return fields?.kind === Kind.STRING ? fields.value.split(' ') : [];
}
