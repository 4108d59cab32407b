import {
  Kind,
  TypeInfo,
  defaultFieldResolver,
  isObjectType,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { propertyRead } from '../../limits/bounded.ts';

/** An operation that was validated. */
interface Operation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
}

/** Besides properties: what these resolve to follows from the registry and from the records that are read. */
const RESOLVERS: ReadonlySet<string> = new Set(['Query.user', 'Query.users', 'User.reportees']);

/** As long as their documents are. */
const known = new WeakMap<OperationDefinitionNode, ReadonlySet<string> | null>();

/**
 * The resolvers of an operation that selects nothing but what follows from the registry and from records of backends, such as
 * `Query.user`; `null` when it selects more.
 */
export function recordResolvers(asked: Operation): ReadonlySet<string> | null {
  const before = known.get(asked.operation);
  if (before !== undefined) return before;
  const resolvers = resolversOf(asked);
  known.set(asked.operation, resolvers);
  return resolvers;
}

function resolversOf({ schema, document }: Operation): ReadonlySet<string> | null {
  const types = new TypeInfo(schema);
  const resolvers = new Set<string>();
  const visitor = visitWithTypeInfo(types, {
    enter: ({ kind }) => {
      if (kind === Kind.DIRECTIVE) resolvers.add('a directive');
      const name = kind === Kind.FIELD ? resolverOf(types) : null;
      if (name !== null) resolvers.add(name);
    },
  });
  visit(document, visitor);
  return resolvers.isSubsetOf(RESOLVERS) ? resolvers : null;
}

/** `null` for a property. */
function resolverOf(types: TypeInfo): string | null {
  const [parent, field] = [types.getParentType(), types.getFieldDef()];
  // What a field of an interface is, its objects say.
  if (!field || !isObjectType(parent)) return 'of an interface';
  const isProperty = propertyRead(field.resolve ?? defaultFieldResolver) !== null;
  return isProperty ? null : `${parent.name}.${field.name}`;
}
