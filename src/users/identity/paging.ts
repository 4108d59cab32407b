import { InputError } from '#errors';

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

/** A kind of connection: its name in error messages, its cursors' prefix, which ids they hold, and what it holds. */
export interface Paged {
  readonly field: string;
  readonly prefix: string;
  readonly isId: (text: string) => boolean;
  readonly things: string;
}

/** What was found in a range. */
export interface Found<Node> {
  readonly nodes: readonly Node[];
  /** Whether there is more in the range's direction. */
  readonly hasMore: boolean;
  /** The first id of the whole list in that direction; `null` when the list is empty, or the range begins with it. */
  readonly first: string | null;
}

const MAX_PAGE = 100;
const DEFAULT_PAGE = 20;

/** @throws InputError when the arguments do not describe one page. */
export function rangeOf({ first, after, last, before }: PageArgs, paged: Paged): Range {
  // Clients that keep "no cursor yet" as text send it empty.
  const [from, to] = [after || null, before || null];
  const backwards = last !== null && last !== undefined;
  if (backwards && first !== null && first !== undefined) {
    throw new InputError('Give either `first` or `last`, not both.', ['last']);
  }
  if (backwards && from !== null) throw new InputError('`last` goes with `before`.', ['after']);
  if (!backwards && to !== null) throw new InputError('`before` goes with `last`.', ['before']);
  return {
    limit: limitOf(backwards ? last : first, backwards ? 'last' : 'first', paged),
    direction: backwards ? 'newer' : 'older',
    beyond: backwards ? idOf(to, 'before', paged) : idOf(from, 'after', paged),
  };
}

/** A page of what was found in a range, in the range's order. */
export function pageFrom<Node extends { readonly id: string }>(
  { nodes, hasMore, first }: Found<Node>,
  { direction, beyond }: Range,
  { prefix }: Paged,
): PageOf<Node> {
  const isOlder = direction === 'older';
  const newestFirst = isOlder ? nodes : nodes.toReversed();
  const edges = newestFirst.map((node) => ({ node, cursor: cursorOf(prefix, node.id) }));
  const hasBehind = isBehind(first, beyond, isOlder);
  return {
    edges,
    pageInfo: {
      hasNextPage: isOlder ? hasMore : hasBehind,
      hasPreviousPage: isOlder ? hasBehind : hasMore,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

/** Whether the list begins at or before the place that the page lies beyond; ids sort by time. */
function isBehind(first: string | null, beyond: string | null, isOlder: boolean): boolean {
  if (first === null || beyond === null) return false;
  return isOlder ? first >= beyond : first <= beyond;
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
  cursor: string | null,
  argument: string,
  { prefix, field, isId }: Paged,
): string | null {
  if (cursor === null) return null;
  const text = Buffer.from(cursor, 'base64url').toString();
  const id = text.slice(prefix.length);
  if (isId(id) && cursorOf(prefix, id) === cursor) return id;
  throw new InputError(`This is not a cursor of \`${field}\`.`, [argument]);
}
