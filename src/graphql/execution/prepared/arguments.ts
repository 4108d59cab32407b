import {
  Kind,
  getArgumentValues,
  getNullableType,
  isInputObjectType,
  isListType,
  isRequiredInputField,
  valueFromAST,
  visit,
} from 'graphql';
import type {
  ArgumentNode,
  FieldNode,
  GraphQLField,
  GraphQLInputObjectType,
  GraphQLInputType,
  ObjectValueNode,
  ValueNode,
} from 'graphql';
import { NOT_FIT, noValues } from './plain-input.ts';
import type { Run } from './run.ts';

type Arguments = Readonly<Record<string, unknown>>;
type Variables = Run['variables'];

const NONE: Arguments = Object.freeze({});

/**
 * `getArgumentValues` of a field: once for the document where no variable makes them, else once for an execution. Throws as it
 * does.
 */
export function argumentsMaker(
  definition: GraphQLField<unknown, unknown>,
  node: FieldNode,
): (run: Run) => Arguments {
  if (definition.args.length === 0) return () => NONE;
  const { arguments: nodes = [] } = node;
  const values = nodes.some(hasVariable) ? null : getArgumentValues(definition, node);
  if (values) return () => values;
  const make = makerOf(definition, nodes);
  return ({ args, variables }) => {
    const known = args.get(node);
    if (known) return known;
    const made = make?.(variables);
    const whole = isMade(made) ? made : getArgumentValues(definition, node, variables);
    args.set(node, whole);
    return whole;
  };
}

const isMade = (made: unknown): made is Arguments => made !== undefined && made !== NOT_FIT;

function hasVariable(node: ArgumentNode | ValueNode): boolean {
  let isFound = false;
  visit(node, {
    [Kind.VARIABLE]: () => void (isFound = true),
  });
  return isFound;
}

/** Makes a value of variables; `NOT_FIT` where one that it needs is missing or null, which graphql-js judges. */
type Make = (variables: Variables) => unknown;

interface NamedMake {
  readonly name: string;
  readonly make: Make;
}

/** `undefined`: what is written down does not fit by itself. */
function makerOf(
  { args }: GraphQLField<unknown, unknown>,
  nodes: readonly ArgumentNode[],
): Make | undefined {
  const makes = args.map((definition) => {
    const node = nodes.find(({ name }) => name.value === definition.name);
    if (node) return { name: definition.name, make: valueMaker(node.value, definition.type) };
    return byDefault(definition.name, definition.defaultValue, isRequiredInputField(definition));
  });
  return objectMaker(makes);
}

function byDefault(name: string, value: unknown, isRequired: boolean) {
  return { name, make: isRequired ? undefined : () => value };
}

function objectMaker(
  makes: readonly { readonly name: string; readonly make: Make | undefined }[],
): Make | undefined {
  if (!makes.every((one): one is NamedMake => one.make !== undefined)) return undefined;
  return (variables) => {
    const values = noValues();
    for (const { name, make } of makes) {
      const value = make(variables);
      if (value === NOT_FIT) return NOT_FIT;
      if (value !== undefined) values[name] = value;
    }
    return values;
  };
}

/** `valueFromAST`. */
function valueMaker(node: ValueNode, type: GraphQLInputType): Make | undefined {
  if (node.kind === Kind.VARIABLE) {
    const name = node.name.value;
    return (variables) => variables[name] ?? NOT_FIT;
  }
  if (!hasVariable(node)) {
    const value = valueFromAST(node, type);
    return value === undefined ? undefined : () => value;
  }
  const inner = getNullableType(type);
  if (node.kind === Kind.OBJECT && isInputObjectType(inner)) return inputMaker(node, inner);
  if (node.kind !== Kind.LIST || !isListType(inner)) return undefined;
  const items = node.values.map((item) => valueMaker(item, inner.ofType));
  return listMaker(items);
}

function listMaker(items: readonly (Make | undefined)[]): Make | undefined {
  if (!items.every((make) => make !== undefined)) return undefined;
  return (variables) => {
    const values = items.map((make) => make(variables));
    return values.includes(NOT_FIT) ? NOT_FIT : values;
  };
}

function inputMaker({ fields }: ObjectValueNode, type: GraphQLInputObjectType): Make | undefined {
  if (type.isOneOf && fields.length !== 1) return undefined;
  return objectMaker(
    Object.values(type.getFields()).map((field) => {
      const node = fields.find(({ name }) => name.value === field.name);
      if (node) return { name: field.name, make: valueMaker(node.value, field.type) };
      return byDefault(field.name, field.defaultValue, isRequiredInputField(field));
    }),
  );
}
