import { GraphQLError } from 'graphql';
import type { ValidationRule } from 'graphql';
import { oneOfVariables } from '../input/one-of-variables.ts';
import { Sizes } from './size.ts';
import type { Size } from './size.ts';

/** What an operation may hold, before it is executed; the message names what was exceeded. */
const LIMITS: Readonly<Record<keyof Size, { readonly most: number; readonly what: string }>> = {
  depth: { most: 15, what: 'levels of fields inside one another' },
  // What GraphiQL asks has 15; graphql-js itself bounds the cycles among them.
  introspectionDepth: { most: 20, what: 'levels of introspection' },
  fields: { most: 1000, what: 'fields' },
  aliases: { most: 50, what: 'aliases' },
  aliasLength: { most: 128, what: 'characters in an alias' },
  directives: { most: 50, what: 'directives' },
};

const ROOT_FIELDS = 50;

/** Parsing ends here, whatever the document says. */
export const parseOptions = { maxTokens: 2000 };

/** A document full of mistakes is told a few of them. */
export const validationOptions = { maxErrors: 5 };

/** Refuses an operation that is too large by its text alone; fragments count wherever they are spread. */
const operationSize: ValidationRule = (context) => {
  const sizes = new Sizes((name) => context.getFragment(name));
  return {
    OperationDefinition: (operation) => {
      const size = sizes.of(operation.selectionSet);
      const refuse = (most: number, what: string): void =>
        context.reportError(
          new GraphQLError(`An operation may hold ${most} ${what}. Ask for less at once.`, {
            nodes: operation,
          }),
        );
      for (const part of Object.keys(LIMITS) as (keyof Size)[]) {
        const { most, what } = LIMITS[part];
        if (size[part] > most) refuse(most, what);
      }
      const { selections } = operation.selectionSet;
      if (selections.length > ROOT_FIELDS) refuse(ROOT_FIELDS, 'fields at its root');
    },
  };
};

/** Without a root type no other rule looks at an operation, and executing it would be a fault of ours. */
const operationKind: ValidationRule = (context) => ({
  OperationDefinition: (operation) => {
    if (context.getSchema().getRootType(operation.operation)) return;
    context.reportError(
      new GraphQLError(`Facet has queries and mutations, and no ${operation.operation}.`, {
        nodes: operation,
      }),
    );
  },
});

export const validationRules: readonly ValidationRule[] = [
  operationSize,
  operationKind,
  oneOfVariables,
];
