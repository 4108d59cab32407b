import {
  getNullableType,
  getVariableValues,
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  typeFromAST,
  valueFromAST,
} from 'graphql';
import type {
  GraphQLInputField,
  GraphQLInputObjectType,
  GraphQLInputType,
  GraphQLLeafType,
  GraphQLSchema,
  OperationDefinitionNode,
} from 'graphql';

/** Stands for what graphql-js has to judge: most likely it does not fit. */
export const NOT_FIT = Symbol('not fit');

/** Coerces a value that fits, else `NOT_FIT`. */
export type Coerce = (value: unknown) => unknown;

type Values = Record<string, unknown>;

/** As graphql-js makes them: nothing is inherited. */
export const noValues = (): Values => Object.create(null);

interface Variable {
  readonly name: string;
  readonly coerce: Coerce;
  readonly isRequired: boolean;
  /** `undefined`: it has none. */
  readonly byDefault: unknown;
}

const known = new WeakMap<OperationDefinitionNode, readonly Variable[]>();

/** `getVariableValues`, with what types ask for worked out once for an operation; `null` where variables do not fit. */
export function coercedVariables(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  inputs: Readonly<Record<string, unknown>>,
): Values | null {
  const { variableDefinitions = [] } = operation;
  const variables = known.get(operation) ?? variablesOf(schema, operation);
  known.set(operation, variables);
  const values = noValues();
  for (const { name, coerce, isRequired, byDefault } of variables) {
    const isGiven = Object.hasOwn(inputs, name);
    const value = isGiven ? coerce(inputs[name]) : byDefault;
    if (value === NOT_FIT || (!isGiven && isRequired && byDefault === undefined)) {
      return getVariableValues(schema, variableDefinitions, inputs).coerced ?? null;
    }
    if (value !== undefined) values[name] = value;
  }
  return values;
}

function variablesOf(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
): readonly Variable[] {
  return variableDefinitions.map(({ variable, type: typeNode, defaultValue }) => {
    const type = typeFromAST(schema, typeNode);
    if (!isInputType(type)) return { name: variable.name.value, ...UNKNOWN };
    return {
      name: variable.name.value,
      coerce: coercerOf(type),
      isRequired: isNonNullType(type),
      byDefault: defaultValue && valueFromAST(defaultValue, type),
    };
  });
}

const UNKNOWN = { coerce: () => NOT_FIT, isRequired: true, byDefault: undefined };

/** `coerceInputValue` of a type. */
function coercerOf(type: GraphQLInputType): Coerce {
  const inner = getNullableType(type);
  const coerce = presentCoercerOf(inner);
  const nothing = isNonNullType(type) ? NOT_FIT : null;
  return (value) => (value === null || value === undefined ? nothing : coerce(value));
}

function presentCoercerOf(type: GraphQLInputType): Coerce {
  if (isListType(type)) return listCoercer(coercerOf(type.ofType));
  if (isInputObjectType(type)) return objectCoercer(type);
  return leafCoercer(getNullableType(type));
}

const leafCoercer =
  (type: GraphQLLeafType): Coerce =>
  (value) => {
    try {
      const parsed: unknown = type.parseValue(value);
      return parsed === undefined ? NOT_FIT : parsed;
    } catch {
      // graphql-js says what is wrong with it, and where.
      return NOT_FIT;
    }
  };

const listCoercer =
  (coerce: Coerce): Coerce =>
  (list) => {
    if (!Array.isArray(list)) return NOT_FIT;
    const values: unknown[] = [];
    for (const item of list) {
      const value = coerce(item);
      if (value === NOT_FIT) return NOT_FIT;
      values.push(value);
    }
    return values;
  };

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

interface InputField extends Pick<GraphQLInputField, 'name' | 'defaultValue'> {
  readonly coerce: Coerce;
  readonly isRequired: boolean;
}

function objectCoercer(type: GraphQLInputObjectType): Coerce {
  // A type may hold itself: the fields are looked at when a value comes.
  let fields: readonly InputField[] | undefined;
  const coerce = type.isOneOf ? oneOf : eachOf;
  return (object) => {
    fields ??= Object.values(type.getFields()).map(inputFieldOf);
    return isObject(object) ? coerce(fields, object) : NOT_FIT;
  };
}

const inputFieldOf = (field: GraphQLInputField): InputField => ({
  name: field.name,
  defaultValue: field.defaultValue,
  coerce: coercerOf(field.type),
  isRequired: isRequiredInputField(field),
});

function oneOf(fields: readonly InputField[], object: Readonly<Record<string, unknown>>): unknown {
  const [name, ...others] = Object.keys(object);
  const field = fields.find((one) => one.name === name);
  const value = field?.coerce(object[field.name]);
  if (!field || others.length > 0 || value === null || value === NOT_FIT) return NOT_FIT;
  const values = noValues();
  values[field.name] = value;
  return values;
}

function eachOf(fields: readonly InputField[], object: Readonly<Record<string, unknown>>): unknown {
  const values = noValues();
  let unknown = Object.keys(object).length;
  for (const { name, defaultValue, coerce, isRequired } of fields) {
    const given = object[name];
    if (given === undefined && isRequired) return NOT_FIT;
    if (given !== undefined) unknown -= 1;
    const value = given === undefined ? defaultValue : coerce(given);
    if (value === NOT_FIT) return NOT_FIT;
    if (value !== undefined) values[name] = value;
  }
  return unknown === 0 ? values : NOT_FIT;
}
