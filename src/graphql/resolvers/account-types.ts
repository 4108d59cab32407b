import type { GraphQLFieldResolver, GraphQLResolveInfo } from 'graphql';
import { fieldWarnings, namedValues } from '#users';
import type { Account, User } from '#users';
import type { Context } from '../context.ts';
import { edgeUsers } from './edge.ts';
import { refuseLong } from '../limits/list-length.ts';
import { listOf } from './list.ts';
import { pathOf, presentUser } from './present.ts';

/** The resolvers that an account type may need; each type takes those of the fields it has. */
export const accountFields: Readonly<
  Record<string, GraphQLFieldResolver<Account, Context, { names?: readonly string[] | null }>>
> = {
  user: async (account, _args, context, info): Promise<User> => {
    const row = await context.finder.byUserId(account.row.userId);
    if (!row) throw new Error('An account has no user.');
    return presentUser(row, context, info);
  },

  conflicts: async ({ row }, _args, { finder }) => {
    const conflicts = await finder.conflicts(row);
    return conflicts.map(({ account: { ref }, userId, holderId, at, evidence }) => ({
      ref,
      userId,
      holderId,
      at,
      evidence,
    }));
  },

  emails: (account, _args, context, info) => contactPoints(account.emails, account, context, info),

  phones: (account, _args, context, info) => contactPoints(account.phones, account, context, info),

  reportees: async (account, _args, context, info) => {
    context.warnings.push(...fieldWarnings(account.loaded, info.fieldName, pathOf(info)));
    return edgeUsers(listOf(account.reportees, context, info), context, info);
  },

  details: ({ loaded }, { names }, context, info) => {
    refuseLong(names ?? null, 'names');
    context.warnings.push(...fieldWarnings(loaded, info.fieldName, pathOf(info)));
    return namedValues(loaded, info.fieldName, names ?? null);
  },
};

function contactPoints(
  points: Account['emails'],
  { loaded }: Account,
  context: Context,
  info: GraphQLResolveInfo,
): readonly unknown[] {
  context.warnings.push(...fieldWarnings(loaded, info.fieldName, pathOf(info)));
  return listOf(points, context, info);
}

/** The object type of a `Node` or `Account`. */
export const typeNameOf = (object: Account | User): string => object.__typename;
