import { InputError } from '../errors.ts';

/** The arguments of a Relay connection. */
export interface PageArgs {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly last?: number | null | undefined;
  readonly before?: string | null | undefined;
}

/** A page of a list that goes from the newest to the oldest. */
export interface Range {
  readonly limit: number;
  /** Newest first when `older`, oldest first when `newer` (the caller turns the page round). */
  readonly direction: 'older' | 'newer';
  /** Only entries strictly beyond this one in that direction. */
  readonly beyond: string | null;
}

interface PageInfo {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly startCursor: string | null;
  readonly endCursor: string | null;
}

export interface PageOf<Node> {
  readonly edges: readonly { readonly node: Node; readonly cursor: string }[];
  readonly pageInfo: PageInfo;
}

/** A kind of connection: its name in error messages, its cursors' prefix, and what it holds. */
export interface Paged {
  readonly field: string;
  readonly prefix: string;
  readonly things: string;
}

const MAX_PAGE = 100;
const DEFAULT_PAGE = 20;

/** @throws InputError when the arguments do not describe one page. */
export function rangeOf({ first, after, last, before }: PageArgs, paged: Paged): Range {
  const backwards = last !== null && last !== undefined;
  if (backwards && first !== null && first !== undefined) {
    throw new InputError('Give either `first` or `last`, not both.', ['last']);
  }
  if (backwards && after) throw new InputError('`last` goes with `before`.', ['after']);
  if (!backwards && before) throw new InputError('`before` goes with `last`.', ['before']);
  return {
    limit: limitOf(backwards ? last : first, backwards ? 'last' : 'first', paged),
    direction: backwards ? 'newer' : 'older',
    beyond: backwards ? idOf(before, 'before', paged) : idOf(after, 'after', paged),
  };
}

/** A page of what was found in a range, in the range's order. */
export function pageFrom<Node extends { readonly id: string }>(
  found: readonly Node[],
  hasMore: boolean,
  { direction, beyond }: Range,
  { prefix }: Paged,
): PageOf<Node> {
  const newestFirst = direction === 'older' ? found : found.toReversed();
  const edges = newestFirst.map((node) => ({ node, cursor: cursorOf(prefix, node.id) }));
  return {
    edges,
    pageInfo: {
      hasNextPage: direction === 'older' ? hasMore : beyond !== null,
      hasPreviousPage: direction === 'older' ? beyond !== null : hasMore,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

function limitOf(limit: number | null | undefined, argument: string, { things }: Paged): number {
  if (limit === null || limit === undefined) return DEFAULT_PAGE;
  if (limit < 0 || limit > MAX_PAGE) {
    throw new InputError(`Ask for 0 to ${MAX_PAGE} ${things}.`, [argument]);
  }
  return limit;
}

const cursorOf = (prefix: string, id: string): string =>
  Buffer.from(prefix + id).toString('base64url');

function idOf(
  cursor: string | null | undefined,
  argument: string,
  { prefix, field }: Paged,
): string | null {
  if (cursor === null || cursor === undefined) return null;
  const text = Buffer.from(cursor, 'base64url').toString();
  // No database holds a NUL.
  if (text.startsWith(prefix) && !text.includes('\0')) return text.slice(prefix.length);
  throw new InputError(`This is not a cursor of \`${field}\`.`, [argument]);
}
