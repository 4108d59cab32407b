import { Kind, getArgumentValues, visit } from 'graphql';
import type { ArgumentNode, FieldNode, GraphQLField } from 'graphql';
import type { Run } from './run.ts';

type Arguments = Readonly<Record<string, unknown>>;

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
  return ({ args, variables }) => {
    const known = args.get(node);
    if (known) return known;
    const made = getArgumentValues(definition, node, variables);
    args.set(node, made);
    return made;
  };
}

function hasVariable(argument: ArgumentNode): boolean {
  let isFound = false;
  visit(argument, {
    [Kind.VARIABLE]: () => void (isFound = true),
  });
  return isFound;
}
