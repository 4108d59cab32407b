import { buildASTSchema, printSchema, specifiedDirectives, visit } from 'graphql';
import { typeDefs } from './schema.ts';

const KNOWN = new Set(specifiedDirectives.map(({ name }) => name));

/**
 * The schema as clients and their tools read it: the SDL without what it says to gateways alone (`@link`, `@key` and the
 * like), which relay-compiler, codegen and others refuse or take for types of the API.
 */
export function clientSchema(): string {
  const plain = visit(typeDefs(), {
    SchemaExtension: () => null,
    Directive: ({ name }) => (KNOWN.has(name.value) ? undefined : null),
  });
  return `${printSchema(buildASTSchema(plain))}\n`;
}
