import type { Registry, UserRow } from '../registry/registry.ts';
import type { Backend, QueryAllUsersArgs } from '../schema.generated.ts';
import { pageFrom, rangeOf } from './paging.ts';
import type { PageOf, Paged } from './paging.ts';

/** One page of users, newest first, after Relay's cursor connections. */
export interface Connection extends PageOf<UserRow> {
  readonly hasAccountAt: Backend | null;
}

export type Edge = Connection['edges'][number];

const USERS: Paged = { field: 'allUsers', prefix: 'user:', things: 'users' };

/** @throws InputError when the arguments do not describe one page. */
export async function pageOfUsers(
  args: QueryAllUsersArgs,
  registry: Registry,
): Promise<Connection> {
  const range = rangeOf(args, USERS);
  const hasAccountAt = args.filter?.hasAccountAt ?? null;
  const { users, hasMore } = await registry.page({ ...range, hasAccountAt });
  return { ...pageFrom(users, hasMore, range, USERS), hasAccountAt };
}
