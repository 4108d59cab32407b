import type { GraphQLResolveInfo } from 'graphql';
import type { AccountKey } from '../identity.ts';
import type { User } from '../users/user.ts';
import type { Context } from './context.ts';
import { listOf } from './list.ts';
import { pathOf, presentUser } from './present.ts';

/**
 * The users behind accounts that a backend named: a fresh descent for all of them at once, or none when they
 * are more than the answer may hold.
 */
export async function edgeUsers(
  keys: readonly AccountKey[],
  context: Context,
  info: GraphQLResolveInfo,
): Promise<readonly User[]> {
  if (!context.objects.fits(keys.length)) {
    return listOf<User>(context.objects.exceeded(), context, info);
  }
  const rows = await context.finder.named(keys, info.fieldName);
  const path = pathOf(info);
  return Promise.all(
    rows.map(async (row, index) => presentUser(row, context, info, [...path, index])),
  );
}
