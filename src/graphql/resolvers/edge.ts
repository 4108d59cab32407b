import type { GraphQLResolveInfo } from 'graphql';
import type { AccountKey } from '#normalise';
import type { UserRow } from '#registry';
import type { User } from '#users';
import type { Context } from '../context.ts';
import { listOf } from './list.ts';
import { accountsOf, presentAllCounted } from './present.ts';

/**
 * The users behind accounts that a backend named: a fresh descent for all of them at once, or none when they are more
 * than the answer may hold.
 */
export function edgeUsers(
  keys: readonly AccountKey[],
  context: Context,
  info: GraphQLResolveInfo,
): readonly User[] | Promise<readonly User[]> {
  // Before they are looked up: many such lists are resolved at once.
  if (!context.objects.take(keys.length)) return tooMany(context, info);
  const rows = context.finder.named(keys, info.fieldName);
  return rows instanceof Promise
    ? rows.then((found) => presented(found, context, info))
    : presented(rows, context, info);
}

function presented(
  rows: readonly UserRow[],
  context: Context,
  info: GraphQLResolveInfo,
): readonly User[] | Promise<readonly User[]> {
  if (!context.objects.take(accountsOf(rows, context, info))) return tooMany(context, info);
  return presentAllCounted(rows, context, info);
}

const tooMany = (context: Context, info: GraphQLResolveInfo): readonly User[] =>
  listOf<User>(context.objects.exceeded(), context, info);
