import type { HistoryRow, Registry } from '../registry/registry.ts';
import type { UserHistoryArgs } from '../schema.generated.ts';
import { pageFrom, rangeOf } from './paging.ts';
import type { PageOf, Paged } from './paging.ts';

/** One page of a person's history, newest first. */
export type HistoryPage = PageOf<HistoryEntry>;

/** One change of who holds an account. */
export interface HistoryEntry extends Omit<HistoryRow, 'account'> {
  readonly backend: HistoryRow['account']['backend'];
  readonly scope: string | null;
  readonly ref: string;
}

const HISTORY: Paged = { field: 'history', prefix: 'history:', things: 'entries' };

/** @throws InputError when the arguments do not describe one page. */
export async function pageOfHistory(
  userId: string,
  args: UserHistoryArgs,
  registry: Registry,
): Promise<HistoryPage> {
  const range = rangeOf(args, HISTORY);
  const { limit } = range;
  // One more tells whether there are more.
  const rows = await registry.history(userId, { ...range, limit: limit + 1 });
  return pageFrom(rows.slice(0, limit).map(entryOf), rows.length > limit, range, HISTORY);
}

function entryOf({ account: { backend, scope, ref }, ...row }: HistoryRow): HistoryEntry {
  return { ...row, backend, scope: scope === '' ? null : scope, ref };
}
