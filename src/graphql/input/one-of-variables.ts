import { GraphQLError, Kind, getNamedType, isInputObjectType } from 'graphql';
import type { ValidationRule, VariableNode } from 'graphql';

/**
 * A variable in a field of a one-of input must be non-null: with nothing in it there would be no field at all.
 * graphql-js has this rule ("All Variable Usages Are Allowed"), and overlooks inputs that are themselves non-null or in
 * a list, which here is every one of them.
 */
export const oneOfVariables: ValidationRule = (context) => {
  const inOneOf = new Map<VariableNode, string>();
  return {
    ObjectField: ({ value }) => {
      const parent = context.getParentInputType();
      // What graphql-js itself sees.
      if (value.kind !== Kind.VARIABLE || isInputObjectType(parent)) return;
      const type = parent && getNamedType(parent);
      if (isInputObjectType(type) && type.isOneOf) inOneOf.set(value, type.name);
    },
    Document: {
      leave: ({ definitions }) => {
        for (const operation of definitions) {
          if (operation.kind !== Kind.OPERATION_DEFINITION) continue;
          for (const { node } of context.getRecursiveVariableUsages(operation)) {
            const type = inOneOf.get(node);
            const definition = operation.variableDefinitions?.find(
              ({ variable }) => variable.name.value === node.name.value,
            );
            if (type === undefined || !definition) continue;
            if (definition.type.kind === Kind.NON_NULL_TYPE) continue;
            const { value: name } = node.name;
            context.reportError(
              new GraphQLError(
                `Variable "$${name}" must be non-null, that is declared with "!", to be used in the one-of input "${type}".`,
                { nodes: [definition, node] },
              ),
            );
          }
        }
      },
    },
  };
};
