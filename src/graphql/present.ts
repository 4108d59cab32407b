import { responsePathAsArray } from 'graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { isAccountId } from '../registry/ids.ts';
import type { AccountRow, UserRow } from '../registry/registry.ts';
import type { AnswerPath } from '../users/present-user.ts';
import type { Account, User } from '../users/user.ts';
import type { Context } from './context.ts';

export const pathOf = (info: GraphQLResolveInfo): AnswerPath => responsePathAsArray(info.path);

/** A registry row as the query wants to see it: this starts a descent. */
export const presentUser = async (
  row: UserRow,
  { services, reader, objects }: Context,
  info: GraphQLResolveInfo,
  at: AnswerPath,
): Promise<User> => {
  const plan = services.planner.user(info);
  objects.take(1 + (plan.accounts.size > 0 ? row.accounts.length : 0));
  return reader.user(row, plan, at);
};

export const presentAccount = async (
  row: AccountRow,
  { services, reader, objects }: Context,
  info: GraphQLResolveInfo,
): Promise<Account> => {
  objects.take(1);
  return reader.account(row, (type) => services.planner.account(info, type));
};

/** The registry row that an id of ours names; `null` for an id that names nothing. */
export const findNode = async (
  id: string,
  { finder }: Context,
): Promise<UserRow | AccountRow | null> =>
  isAccountId(id) ? finder.account(id) : finder.byUserId(id);

export const presentNode = async (
  row: UserRow | AccountRow,
  context: Context,
  info: GraphQLResolveInfo,
  at: AnswerPath,
): Promise<User | Account> =>
  'backend' in row ? presentAccount(row, context, info) : presentUser(row, context, info, at);
