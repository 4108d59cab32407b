import { Kind, isObjectType } from 'graphql';
import type { GraphQLNamedType, GraphQLSchema } from 'graphql';
import { InputError } from '#errors';
import { ExactNumber, isPlainText } from '#normalise';

/** What a gateway refers to. */
export interface Reference {
  readonly type: string;
  /** Each field of one of the type's `@key`s. */
  readonly key: Readonly<Record<string, string>>;
}

/** @throws InputError with the place in the representation. */
export function referenceIn(representation: unknown, schema: GraphQLSchema): Reference {
  const values = new Map(Object.entries(Object(representation)));
  const type = String(values.get('__typename'));
  const keys = keysOf(schema.getType(type));
  const [main] = keys;
  if (!main) throw new InputError('`__typename` names no type that has a key.', ['__typename']);
  const fields = keys.find((key) => key.every((name) => values.has(name))) ?? main;
  return { type, key: Object.fromEntries(fields.map((name) => [name, partOf(values, name)])) };
}

function partOf(values: ReadonlyMap<string, unknown>, name: string): string {
  const value = values.get(name);
  if (typeof value === 'string' && isPlainText(value)) return value;
  if (Number.isSafeInteger(value)) return String(value);
  // More digits than a double holds, as an id of 64 bits has.
  if (value instanceof ExactNumber && isWhole(value.source)) return value.source;
  throw new InputError('A key of the type is missing, or it is no identifier.', [name]);
}

const isWhole = (digits: string): boolean => /^-?[1-9]\d{0,63}$/.test(digits);

/** The fields of each `@key` of a type in the order of the schema, none of which is nested here. */
function keysOf(type: GraphQLNamedType | undefined): readonly (readonly string[])[] {
  const directives = (isObjectType(type) && type.astNode?.directives) || [];
  return directives
    .filter(({ name }) => name.value === 'key')
    .flatMap((key) => {
      const fields = key.arguments?.find(({ name }) => name.value === 'fields')?.value;
      return fields?.kind === Kind.STRING ? [fields.value.split(' ')] : [];
    });
}
