import { readFileSync, readdirSync } from 'node:fs';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { concatAST, isObjectType, parse } from 'graphql';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import type { BackendAdapter } from '../backends/backend.ts';
import type { Backend } from '../schema.generated.ts';
import { accountFields, referenceResolver, typeNameOf } from './resolvers/account.ts';
import { HistoryConnection, PossibleDuplicate } from './resolvers/identity.ts';
import { Mutation } from './resolvers/mutation.ts';
import {
  LinkAccountPayload,
  Outcome,
  UserConnection,
  UserEdge,
  payload,
} from './resolvers/payload.ts';
import { Query } from './resolvers/query.ts';
import { User } from './resolvers/user.ts';
import { scalars } from './scalars.ts';

const FOLDER = new URL('../../schema/', import.meta.url);

/** The SDL: every file of `schema/`, one a subject. */
export function typeDefs(): DocumentNode {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith('.graphql'));
  return concatAST(files.map((name) => parse(readFileSync(new URL(name, FOLDER), 'utf8'))));
}

/** The executable schema, also a Federation 2 subgraph. Built once at start. */
export function buildSchema(adapters: ReadonlyMap<Backend, BackendAdapter>): GraphQLSchema {
  const documents = typeDefs();
  return buildSubgraphSchema([
    { typeDefs: documents, resolvers: { ...resolvers, ...accountTypes(adapters, documents) } },
  ]);
}

const resolvers = {
  ...scalars,
  Query,
  Mutation,
  User,
  Node: { __resolveType: typeNameOf },
  Account: { __resolveType: typeNameOf },
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

type AccountTypeResolvers = Record<
  string,
  (typeof accountFields)[string] | ReturnType<typeof referenceResolver>
>;

/** Each vendor's account type takes the resolvers of the fields that it has. */
function accountTypes(
  adapters: ReadonlyMap<Backend, BackendAdapter>,
  documents: DocumentNode,
): Record<string, AccountTypeResolvers> {
  const bare = buildSubgraphSchema(documents);
  return Object.fromEntries(
    [...adapters.values()].map((adapter) => {
      const type = bare.getType(adapter.accountType);
      if (!isObjectType(type)) throw new Error(`The schema has no type ${adapter.accountType}.`);
      const fields = Object.entries(accountFields).filter(([name]) =>
        hasField(type.getFields(), name),
      );
      const reference = { __resolveReference: referenceResolver(adapter) };
      return [adapter.accountType, { ...Object.fromEntries(fields), ...reference }];
    }),
  );
}

const hasField = (fields: Readonly<Record<string, unknown>>, name: string): boolean =>
  name in fields;
