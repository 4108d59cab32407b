import { GraphQLObjectType, getNamedType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { executableSchema } from '../../src/graphql/schema.ts';

const payloads = Object.values(executableSchema().getMutationType()?.getFields() ?? {})
  .map(({ type }) => getNamedType(type))
  .filter((type) => type instanceof GraphQLObjectType)
  .filter((type) => 'user' in type.getFields());

describe('the payload of every mutation', () => {
  it.each(payloads)('presents its user: $name', (type) => {
    // Without a resolver the registry's row would stand there, all of whose fields are null.
    expect(type.getFields()['user']?.resolve?.name).toMatch(/\buser$/);
  });
});
