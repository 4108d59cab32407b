import { responsePathAsArray } from 'graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { isAccountId } from '#registry';
import type { AccountRow, UserRow } from '#registry';
import { FacetError } from '#errors';
import type { AnswerPath, Account, User, Visibility } from '#users';
import type { Context } from '../context.ts';

export const pathOf = (info: GraphQLResolveInfo): AnswerPath => responsePathAsArray(info.path);

/** How many accounts the answer holds of these people. */
export const accountsOf = (
  rows: readonly UserRow[],
  { services }: Context,
  info: GraphQLResolveInfo,
): number => {
  const { all, first } = services.planner.user(info).places;
  if (all + first === 0) return 0;
  return rows.reduce((count, { accounts }) => count + all * accounts.length + first, 0);
};

/**
 * A registry row as the query wants to see it, at its place in a list if the field has one: this starts a descent.
 * Rejects with FacetError BUDGET_EXCEEDED when the answer holds too much already.
 */
export const presentUser = (
  row: UserRow,
  context: Context,
  info: GraphQLResolveInfo,
  index?: number,
): Promise<User> => {
  const { objects } = context;
  return objects.take(1 + accountsOf([row], context, info))
    ? presentCounted(row, context, info, index)
    : Promise.reject(objects.exceeded());
};

const presentCounted = (
  row: UserRow,
  { services, reader, visibility }: Context,
  info: GraphQLResolveInfo,
  index?: number,
): Promise<User> => {
  const seen = visibility.person(row);
  if (!seen) return Promise.reject(unseen());
  return reader.user(seen, services.planner.user(info), () => {
    const path = pathOf(info);
    return index === undefined ? path : [...path, index];
  });
};

/** The same for a list that was counted as a whole. */
export const presentAllCounted = (
  rows: readonly UserRow[],
  { services, reader, visibility }: Context,
  info: GraphQLResolveInfo,
): Promise<readonly User[]> => {
  const seen = visibility.isBound ? rows.map((row) => visible(row, visibility)) : rows;
  return reader.users(seen, services.planner.user(info), (index) => [...pathOf(info), index]);
};

const visible = (row: UserRow, visibility: Visibility): UserRow => {
  const seen = visibility.person(row);
  if (!seen) throw unseen();
  return seen;
};

/** Whoever found a row has seen to what the caller may know; what is shown must not depend on it. */
const unseen = (): FacetError => new FacetError('NOT_FOUND', 'There is no such user any more.');

export const presentAccount = async (
  row: AccountRow,
  { services, reader, objects }: Context,
  info: GraphQLResolveInfo,
): Promise<Account> => {
  if (!objects.take(1)) throw objects.exceeded();
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
  index?: number,
): Promise<User | Account> =>
  'backend' in row ? presentAccount(row, context, info) : presentUser(row, context, info, index);
