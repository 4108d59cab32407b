import { buildASTSchema, printSchema, specifiedDirectives, visit } from 'graphql';
import { subgraphSdl } from './federation.ts';
import type { Kept } from './federation.ts';
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

/** The SDL that gateways compose, as `_service` says it. */
export const gatewaySchema = (keeps: Kept): string => subgraphSdl(typeDefs, keeps)();
