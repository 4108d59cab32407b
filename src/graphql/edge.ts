import type { GraphQLResolveInfo } from 'graphql';
import type { AccountKey } from '../identity.ts';
import type { User } from '../users/user.ts';
import type { Context } from './context.ts';
import { pathOf, presentUser } from './present.ts';

/** The users behind accounts that a backend named: a fresh descent for all of them at once. */
export async function edgeUsers(
  keys: readonly AccountKey[],
  context: Context,
  info: GraphQLResolveInfo,
): Promise<readonly User[]> {
  const rows = await context.finder.named(keys, info.fieldName);
  const path = pathOf(info);
  return Promise.all(
    rows.map(async (row, index) => presentUser(row, context, info, [...path, index])),
  );
}
