// The public schema alone; everything else is oxlint's.
import { readFileSync, readdirSync } from 'node:fs';
import graphqlEslint from '@graphql-eslint/eslint-plugin';

const SCHEMA = new URL('./schema/', import.meta.url);

/** Federation's directives, which `@link` imports and no file of ours defines. */
const FEDERATION = `
  directive @link(url: String!, import: [String!]) repeatable on SCHEMA
  directive @key(fields: String!, resolvable: Boolean = true) repeatable on OBJECT | INTERFACE
  directive @shareable repeatable on FIELD_DEFINITION | OBJECT
  directive @authenticated on FIELD_DEFINITION | OBJECT
  directive @requiresScopes(scopes: [[String!]!]!) on FIELD_DEFINITION | OBJECT
`;

const sdl = readdirSync(SCHEMA)
  .filter((name) => name.endsWith('.graphql'))
  .map((name) => readFileSync(new URL(name, SCHEMA), 'utf8'));

export default [
  {
    files: ['schema/**/*.graphql'],
    plugins: { '@graphql-eslint': graphqlEslint },
    languageOptions: {
      parser: graphqlEslint.parser,
      parserOptions: { schemaSdl: [FEDERATION, ...sdl].join('\n') },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      ...graphqlEslint.configs['flat/schema-recommended'].rules,
      ...graphqlEslint.configs['flat/schema-relay'].rules,
      '@graphql-eslint/input-name': [
        'error',
        { checkInputType: true, caseSensitiveInputType: false },
      ],
      '@graphql-eslint/require-description': [
        'error',
        {
          types: true,
          rootField: true,
          DirectiveDefinition: true,
          EnumValueDefinition: true,
          FieldDefinition: true,
          InputValueDefinition: true,
        },
      ],
      '@graphql-eslint/require-nullable-fields-with-oneof': 'error',
      '@graphql-eslint/relay-edge-types': [
        'error',
        // Short lists need no pages; an entry of a history is nothing that one looks up.
        { listTypeCanWrapOnlyEdgeType: false, shouldImplementNode: false },
      ],
      // `username` is one word.
      '@graphql-eslint/no-typename-prefix': 'off',
      // Payloads, edges and values have no identity; what has one implements Node.
      '@graphql-eslint/strict-id-in-types': 'off',
      // OTHER, INVALID and their like mean what their own enum says.
      '@graphql-eslint/unique-enum-value-names': 'off',
    },
  },
];
