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
const known = new WeakMap<OperationDefinitionNode, boolean>();

/** Whether an operation selects nothing but what follows from the registry and from records of backends. */
export function isMadeOfRecords(asked: Operation): boolean {
  const before = known.get(asked.operation);
  if (before !== undefined) return before;
  const isOne = holdsRecordsAlone(asked);
  known.set(asked.operation, isOne);
  return isOne;
}

function holdsRecordsAlone({ schema, document }: Operation): boolean {
  const types = new TypeInfo(schema);
  let isSoFar = true;
  const visitor = visitWithTypeInfo(types, {
    enter: ({ kind }) => {
      if (kind === Kind.DIRECTIVE) isSoFar = false;
      if (kind === Kind.FIELD && !isRecordField(types)) isSoFar = false;
    },
  });
  visit(document, visitor);
  return isSoFar;
}

function isRecordField(types: TypeInfo): boolean {
  const [parent, field] = [types.getParentType(), types.getFieldDef()];
  // What a field of an interface is, its objects say.
  if (!field || !isObjectType(parent)) return false;
  return (
    propertyRead(field.resolve ?? defaultFieldResolver) !== null ||
    RESOLVERS.has(`${parent.name}.${field.name}`)
  );
}
