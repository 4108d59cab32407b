import { readFileSync, readdirSync } from 'node:fs';
import { makeExecutableSchema } from '@graphql-tools/schema';
import { Kind, concatAST, isObjectType, parse } from 'graphql';
import type {
  DefinitionNode,
  DocumentNode,
  GraphQLSchema,
  ObjectTypeDefinitionNode,
} from 'graphql';
import { FacetError } from '#errors';
import type { Context } from './context.ts';
import { federationPart } from './federation.ts';
import { boundResponses } from './limits/bounded.ts';
import { accountFields, typeNameOf } from './resolvers/account-types.ts';
import { resolveEntities } from './resolvers/entities.ts';
import { AuditConnection, HistoryConnection, PossibleDuplicate } from './resolvers/identity.ts';
import { Mutation } from './resolvers/mutation.ts';
import {
  ErasureRemainder,
  LinkAccountPayload,
  Operation,
  Outcome,
  UnlinkAccountPayload,
  UserConnection,
  UserEdge,
  payload,
} from './resolvers/payload.ts';
import { Query } from './resolvers/query.ts';
import { User } from './resolvers/user.ts';
import { guardBuiltInScalars, scalars } from './scalars.ts';

const FOLDER = new URL('../../schema/', import.meta.url);

/** The SDL: every file of `schema/`, one a subject. */
export function typeDefs(): DocumentNode {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith('.graphql'));
  // Nobody asks where in a file something stands, and what says so is most of what a parsed file takes.
  const parsed = (name: string): DocumentNode =>
    parse(readFileSync(new URL(name, FOLDER), 'utf8'), { noLocation: true });
  return concatAST(files.map(parsed));
}

let kept: GraphQLSchema | undefined;

/** The executable schema, also a Federation 2 subgraph: one a process, since its files never change while it runs. */
export function executableSchema(): GraphQLSchema {
  kept ??= build();
  return kept;
}

function build(): GraphQLSchema {
  guardBuiltInScalars();
  const documents = typeDefs();
  const all = {
    ...payloadTypes(documents),
    ...resolvers,
    ...accountTypes(documents),
    Query: { ...Query, _entities: resolveEntities, _service },
    _Entity: { __resolveType: typeNameOf },
  };
  const schema = makeExecutableSchema({
    typeDefs: [documents, federationPart(documents)],
    resolvers: all,
    // The lint of `schema/` has held it to all rules.
    assumeValidSDL: true,
    // The schema is this function's own: a copy would cost as much as building it.
    updateResolversInPlace: true,
  });
  return boundResponses(withOwnResolvers(schema, all));
}

/**
 * graphql-tools binds each resolver to the object that it stands in: of such a one nobody can tell that it is `listProperty`.
 * Ours know no `this`.
 */
function withOwnResolvers(
  schema: GraphQLSchema,
  types: Readonly<Record<string, object>>,
): GraphQLSchema {
  for (const [name, resolversOfType] of Object.entries(types)) {
    const type = schema.getType(name);
    if (!isObjectType(type)) continue;
    for (const [field, resolve] of Object.entries(resolversOfType)) {
      const known = type.getFields()[field];
      if (known && typeof resolve === 'function') known.resolve = resolve;
    }
  }
  return schema;
}

/** For gateways: this server as a subgraph. */
const _service = (_root: unknown, _arguments: unknown, { services, caller }: Context) => ({
  sdl: () => {
    if (services.tellsSchemaTo(caller)) return services.subgraphSdl();
    throw new FacetError(
      'FORBIDDEN',
      'Introspection is switched off here: a gateway composes with the key of a caller with ops:read.',
    );
  },
});

/** How scalars are read and written. A whole `GraphQLScalarType` would take the place of what the SDL says of it. */
const scalarFunctions = Object.fromEntries(
  Object.entries(scalars).map(([name, { serialize, parseValue, parseLiteral }]) => [
    name,
    { serialize, parseValue, parseLiteral },
  ]),
);

const resolvers = {
  ...scalarFunctions,
  Mutation,
  User,
  Node: { __resolveType: typeNameOf },
  Account: { __resolveType: typeNameOf },
  Operation,
  Outcome,
  UserConnection,
  UserEdge,
  AuditConnection,
  HistoryConnection,
  PossibleDuplicate,
  LinkAccountPayload,
  UnlinkAccountPayload,
  ErasureRemainder,
};

/** Each vendor's account type takes the resolvers of the fields that it has. */
function accountTypes({ definitions }: DocumentNode): Record<string, typeof accountFields> {
  return Object.fromEntries(
    definitions.filter(isAccount).map(({ name, fields = [] }) => {
      const names = new Set(fields.map((field) => field.name.value));
      const own = Object.entries(accountFields).filter(([field]) => names.has(field));
      return [name.value, Object.fromEntries(own)];
    }),
  );
}

/** The payload of every mutation shows its `user` in the same way; one with resolvers of its own has them instead. */
function payloadTypes({ definitions }: DocumentNode): Record<string, typeof payload> {
  return Object.fromEntries(definitions.filter(isPayload).map(({ name }) => [name.value, payload]));
}

const isPayload = (definition: DefinitionNode): definition is ObjectTypeDefinitionNode =>
  definition.kind === Kind.OBJECT_TYPE_DEFINITION &&
  definition.name.value.endsWith('Payload') &&
  definition.fields?.some(({ name }) => name.value === 'user') === true;

const isAccount = (definition: DefinitionNode): definition is ObjectTypeDefinitionNode =>
  definition.kind === Kind.OBJECT_TYPE_DEFINITION &&
  definition.interfaces?.some(({ name }) => name.value === 'Account') === true;
