import {
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLNamedInputType,
  type GraphQLSchema,
  getNamedType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
} from 'graphql';

/** A place in the arguments of a root field where a value can stand. */
export interface Place {
  readonly operation: 'query' | 'mutation';
  readonly field: string;
  readonly argument: string;
  /** What is selected of the field, if it has fields: of a mutation what is wrong. */
  readonly selection: string;
  /** The argument's type, as it is written. */
  readonly type: string;
  /** What the place itself takes. */
  readonly takes: GraphQLNamedInputType;
  /** Shows the place: `updateUser input.set.email`. */
  readonly name: string;
  /** Leads to it from the field's arguments: `["input", "set", "email"]`. */
  readonly path: readonly string[];
  /** The whole argument with a value at the place, and around it only what is required. */
  readonly holding: (value: unknown) => unknown;
}

const SELECTIONS = { query: '{ __typename }', mutation: '{ errors { code message path } }' };

/** Every place of a schema, down to inputs within inputs. */
export function placesIn(schema: GraphQLSchema): readonly Place[] {
  const roots = [
    ['query', schema.getQueryType()],
    ['mutation', schema.getMutationType()],
  ] as const;
  return roots.flatMap(([operation, root]) =>
    Object.values(root?.getFields() ?? {}).flatMap((field) =>
      field.args
        .filter(({ name }) => name !== 'representations')
        .flatMap((argument) =>
          inside(argument.type, [argument.name]).map(({ path, takes, holding }) => ({
            operation,
            field: field.name,
            argument: argument.name,
            selection: isLeafType(getNamedType(field.type)) ? '' : SELECTIONS[operation],
            type: String(argument.type),
            takes,
            name: `${field.name} ${path.join('.')}`,
            path,
            holding,
          })),
        ),
    ),
  );
}

interface Inner extends Pick<Place, 'takes' | 'holding'> {
  readonly path: readonly string[];
}

function inside(type: GraphQLInputType, path: readonly string[]): readonly Inner[] {
  if (isNonNullType(type)) return inside(type.ofType, path);
  if (isListType(type)) {
    return inside(type.ofType, [...path, '0']).map((inner) => within(inner, (value) => [value]));
  }
  const here: Inner = { path, takes: getNamedType(type), holding: (value) => value };
  if (!isInputObjectType(type)) return [here];
  const fields = Object.values(type.getFields());
  const below = fields.flatMap((field) =>
    inside(field.type, [...path, field.name]).map((inner) =>
      within(inner, (value) => ({
        ...(type.isOneOf ? {} : requiredOf(fields)),
        [field.name]: value,
      })),
    ),
  );
  return [here, ...below];
}

const within = ({ path, takes, holding }: Inner, outer: Place['holding']): Inner => ({
  path,
  takes,
  holding: (value) => outer(holding(value)),
});

const requiredOf = (fields: readonly GraphQLInputField[]): object =>
  Object.fromEntries(
    fields.filter(({ type }) => isNonNullType(type)).map(({ name, type }) => [name, some(type)]),
  );

/** The least that a type takes. */
function some(type: GraphQLInputType): unknown {
  if (isNonNullType(type)) return some(type.ofType);
  if (isListType(type)) return [];
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields());
    const [first] = fields;
    return type.isOneOf && first ? { [first.name]: some(first.type) } : requiredOf(fields);
  }
  return isLeafType(type) && type.name === 'EmailAddress' ? 'someone@example.com' : 'someone';
}
