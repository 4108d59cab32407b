import { expect, it } from 'vitest';
import { defaultFieldResolver, isObjectType } from 'graphql';
import { propertyRead } from '../../../src/graphql/limits/bounded.ts';
import { executableSchema } from '../../../src/graphql/schema.ts';

it('has nothing of a user that is no property but what takes arguments, people, or time', () => {
  const user = executableSchema().getType('User');
  if (!isObjectType(user)) throw new Error('There is no user.');
  const others = Object.values(user.getFields()).filter(
    ({ resolve }) => propertyRead(resolve ?? defaultFieldResolver) === null,
  );
  expect(others.map(({ name }) => name).toSorted()).toEqual([
    'account',
    'details',
    'history',
    'possibleDuplicates',
    'provenance',
    'reportees',
  ]);
});
