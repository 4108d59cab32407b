import type { Exchange, GraphqlRequest } from './send.ts';
import { Store } from './store.ts';
import type { Trace } from './trace.ts';

/** What the panel draws: a request of one tab, what came, and how it came about. */
export interface TracedExchange extends Exchange {
  readonly request: GraphqlRequest;
  readonly headers: Readonly<Record<string, string>>;
  readonly trace: Trace | null;
}

/** The last exchange of each tab, by the tab's id. */
export const exchanges = new Store<ReadonlyMap<string, TracedExchange>>(new Map());

/** The id of the tab that is open: what is run belongs to it. */
export const openTab = new Store('');

export const keepExchange = (exchange: TracedExchange): void =>
  exchanges.set(new Map(exchanges.get()).set(openTab.get(), exchange));
