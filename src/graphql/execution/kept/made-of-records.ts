import {
  Kind,
  TypeInfo,
  TypeNameMetaFieldDef,
  defaultFieldResolver,
  isObjectType,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { OperationDefinitionNode } from 'graphql';
import { propertyRead } from '../../limits/bounded.ts';
import type { ExecutedOperation } from '../prepared/execute-prepared.ts';

type Operation = Pick<ExecutedOperation, 'schema' | 'document' | 'operation'>;

/** Besides properties: what these resolve to follows from the registry and from the records that are read. */
const RESOLVERS: ReadonlySet<string> = new Set(['Query.user', 'Query.users', 'User.reportees']);

/** As long as their documents are. */
const known = new WeakMap<OperationDefinitionNode, ReadonlySet<string> | null>();

/**
 * The resolvers of an operation that selects nothing but what follows from the registry and from records of backends, such as
 * `Query.user`; `null` when it selects more, or nobody at all.
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
  return resolvers.size > 0 && resolvers.isSubsetOf(RESOLVERS) ? resolvers : null;
}

/** `null` for a property. */
function resolverOf(types: TypeInfo): string | null {
  const [parent, field] = [types.getParentType(), types.getFieldDef()];
  // What a field of an interface is, its objects say.
  if (!field || !isObjectType(parent)) return 'of an interface';
  // Clients with caches add it to every selection.
  if (field.name === TypeNameMetaFieldDef.name) return null;
  const isProperty = propertyRead(field.resolve ?? defaultFieldResolver) !== null;
  return isProperty ? null : `${parent.name}.${field.name}`;
}
