import DataLoader from 'dataloader';
import { isHistoryId } from '#registry';
import type { HistoryRange, HistoryRow, Registry } from '#registry';
import type { UserHistoryArgs } from '#schema';
import { pageFrom, rangeOf } from './paging.ts';
import type { PageOf, Paged, Range } from './paging.ts';
import type { InTime } from './in-time.ts';
import type { FindPerson, Visibility } from './visibility.ts';

/** One page of a person's history, newest first. */
export type HistoryPage = PageOf<HistoryEntry>;

/** One change of who holds an account. */
export interface HistoryEntry extends Omit<HistoryRow, 'account'> {
  readonly backend: HistoryRow['account']['backend'];
  readonly scope: string | null;
  readonly ref: string;
}

const HISTORY: Paged = {
  field: 'history',
  prefix: 'history:',
  isId: isHistoryId,
  things: 'entries',
};

/** A page of nothing, for a history that could not be had. */
export const NO_HISTORY: HistoryPage = pageFrom(
  { nodes: [], hasMore: false, first: null },
  { limit: 0, direction: 'older', beyond: null },
  HISTORY,
);

/** Reads histories for one request: those asked for in a tick with the same arguments at once, and each only once. */
export class Histories {
  readonly #registry: Registry;
  readonly #inTime: InTime;
  readonly #visibility: Visibility;
  readonly #find: FindPerson;
  readonly #pages = new Map<string, DataLoader<string, HistoryPage>>();

  /** `find` finds whom the caller may know of. */
  constructor(registry: Registry, inTime: InTime, visibility: Visibility, find: FindPerson) {
    this.#registry = registry;
    this.#inTime = inTime;
    this.#visibility = visibility;
    this.#find = find;
  }

  /**
   * @throws InputError when the arguments do not describe one page, FacetError REGISTRY_UNAVAILABLE when the registry
   *   did not answer in time
   */
  async page(userId: string, args: UserHistoryArgs): Promise<HistoryPage> {
    const range = rangeOf(args, HISTORY);
    const key = JSON.stringify(range);
    const loader = this.#pages.get(key) ?? this.#loaderOf(range);
    this.#pages.set(key, loader);
    return loader.load(userId);
  }

  /** Forgets what was read: a write has changed it. */
  forget(): void {
    this.#pages.clear();
  }

  #loaderOf(range: Range): DataLoader<string, HistoryPage> {
    // One more tells whether there are more.
    const scopes = this.#visibility.corporations;
    const oneMore = { ...range, limit: range.limit + 1, scopes };
    return new DataLoader(async (userIds) => {
      const [histories, firsts] = await Promise.all([
        this.#inTime(async () => this.#registry.histories(userIds, oneMore)),
        range.beyond === null ? null : this.#firsts(userIds, { ...range, beyond: null, scopes }),
      ]);
      return Promise.all(
        userIds.map(async (id) => {
          const rows = await Promise.all(
            (histories.get(id) ?? []).map(async (row) => this.#visible(row, id)),
          );
          return pageOf(rows, firsts?.get(id) ?? null, range);
        }),
      );
    });
  }

  /** Names no other person whom the caller may not know of. */
  async #visible(row: HistoryRow, owner: string): Promise<HistoryRow> {
    if (!this.#visibility.isBound) return row;
    const isKnown = async (id: string): Promise<boolean> => (await this.#find(id)) !== null;
    const { userId, otherUserId } = row;
    return {
      ...row,
      userId: (await isKnown(userId)) ? userId : owner,
      otherUserId: otherUserId !== null && (await isKnown(otherUserId)) ? otherUserId : null,
    };
  }

  /** Where each person's whole history begins: the newest entry, or the oldest. */
  async #firsts(
    userIds: readonly string[],
    whole: HistoryRange,
  ): Promise<ReadonlyMap<string, string>> {
    const histories = await this.#inTime(async () =>
      this.#registry.histories(userIds, { ...whole, limit: 1 }),
    );
    const found = [...histories].flatMap(([id, [entry]]) =>
      entry ? [[id, entry.id] as const] : [],
    );
    return new Map(found);
  }
}

function pageOf(rows: readonly HistoryRow[], first: string | null, range: Range): HistoryPage {
  const { limit } = range;
  const nodes = rows.slice(0, limit).map(entryOf);
  return pageFrom({ nodes, hasMore: rows.length > limit, first }, range, HISTORY);
}

function entryOf({ account: { backend, scope, ref }, ...row }: HistoryRow): HistoryEntry {
  return { ...row, backend, scope: scope === '' ? null : scope, ref };
}
