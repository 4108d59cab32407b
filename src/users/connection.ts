import { InputError } from '../errors.ts';
import type { PageQuery, Registry, UserRow } from '../registry/registry.ts';
import type { Backend, QueryAllUsersArgs } from '../schema.generated.ts';

/** One page of users, newest first, after Relay's cursor connections. */
export interface Connection {
  readonly edges: readonly Edge[];
  readonly pageInfo: PageInfo;
  readonly hasAccountAt: Backend | null;
}

export interface Edge {
  readonly node: UserRow;
  readonly cursor: string;
}

interface PageInfo {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly startCursor: string | null;
  readonly endCursor: string | null;
}

export const MAX_PAGE = 100;
const DEFAULT_PAGE = 20;

/** @throws InputError when the arguments do not describe one page. */
export async function pageOfUsers(
  args: QueryAllUsersArgs,
  registry: Registry,
): Promise<Connection> {
  const query = pageQuery(args);
  const { users, hasMore } = await registry.page(query);
  const newestFirst = query.direction === 'older' ? users : users.toReversed();
  const edges = newestFirst.map((node) => ({ node, cursor: cursorOf(node.id) }));
  const beyond = query.beyond !== null;
  return {
    edges,
    pageInfo: {
      hasNextPage: query.direction === 'older' ? hasMore : beyond,
      hasPreviousPage: query.direction === 'older' ? beyond : hasMore,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    hasAccountAt: query.hasAccountAt,
  };
}

function pageQuery({ first, after, last, before, filter }: QueryAllUsersArgs): PageQuery {
  const backwards = last !== null && last !== undefined;
  if (backwards && first !== null && first !== undefined) {
    throw new InputError('Give either `first` or `last`, not both.', ['last']);
  }
  if (backwards && after) throw new InputError('`last` goes with `before`.', ['after']);
  if (!backwards && before) throw new InputError('`before` goes with `last`.', ['before']);
  return {
    limit: limitOf(backwards ? last : first, backwards ? 'last' : 'first'),
    direction: backwards ? 'newer' : 'older',
    beyond: backwards ? idOf(before, 'before') : idOf(after, 'after'),
    hasAccountAt: filter?.hasAccountAt ?? null,
  };
}

function limitOf(limit: number | null | undefined, argument: string): number {
  if (limit === null || limit === undefined) return DEFAULT_PAGE;
  if (limit < 0 || limit > MAX_PAGE) {
    throw new InputError(`Ask for 0 to ${MAX_PAGE} users.`, [argument]);
  }
  return limit;
}

const CURSOR = 'user:';

const cursorOf = (id: string): string => Buffer.from(CURSOR + id).toString('base64url');

function idOf(cursor: string | null | undefined, argument: string): string | null {
  if (cursor === null || cursor === undefined) return null;
  const text = Buffer.from(cursor, 'base64url').toString();
  if (text.startsWith(CURSOR)) return text.slice(CURSOR.length);
  throw new InputError('This is not a cursor of `allUsers`.', [argument]);
}
