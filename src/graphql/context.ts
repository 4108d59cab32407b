import type { GraphQLError } from 'graphql';
import type { CallAllowance, Caller, Grants, Policy } from '#access';
import type { BackendAdapter, Footprint, Health, SharedReads, Trace } from '#backends';
import type { OperationEngine } from '#operations';
import type { DurableRegistry } from '#registry';
import type { Backend } from '#schema';
import type { RequestRecord } from '#telemetry';
import type {
  CachedContacts,
  ExtractContactPoints,
  Finder,
  Histories,
  UnifiedFields,
  UserLists,
  UserReader,
  Visibility,
  Warning,
  WriteDeps,
} from '#users';
import type { CallCounts } from './execution/call-counts.ts';
import type { ObjectBudget } from './limits/objects.ts';
import type { Planner } from './planning/planner.ts';

/** What a caller wants to be told of the calls made. `counts`: by backend and operation. `calls`: each in time besides. */
export type Traced = 'no' | 'counts' | 'calls';

/** What lives as long as the process. */
export interface Services {
  readonly registry: DurableRegistry;
  readonly engine: OperationEngine;
  readonly adapters: ReadonlyMap<Backend, BackendAdapter>;
  readonly fields: UnifiedFields;
  readonly planner: Planner;
  /** Who may have which field. */
  readonly policy: Policy;
  /** How a configured backend fares; makes no call. */
  readonly healthOf: (backend: Backend) => Health;
  /** What requests share of what they read; `null` when they share nothing. */
  readonly shared: SharedReads | null;
  readonly contactPointsIn: ExtractContactPoints;
  /** `null` where no answer is given again without a call. */
  readonly cachedContacts: CachedContacts | null;
  /** Who is told the schema but by introspection. */
  readonly tellsSchemaTo: (caller: Caller) => boolean;
  /** What gateways compose. */
  readonly subgraphSdl: () => string;
}

/** What lives as long as a request: `RequestContext`. */
export interface Context {
  readonly services: Services;
  readonly caller: Caller;
  /** What the caller may have. */
  readonly grants: Grants;
  /** Whom and what the caller may know of. */
  readonly visibility: Visibility;
  /** What those who watch are told of it. */
  readonly record: RequestRecord;
  readonly finder: Finder;
  readonly reader: UserReader;
  readonly histories: Histories;
  readonly lists: UserLists;
  readonly writes: WriteDeps;
  readonly calls: CallCounts;
  readonly objects: ObjectBudget;
  /** Lets the budgets grow with the entities that a gateway refers to. */
  allowEntities(count: number): void;
  /** Lets the budget of calls grow with the people of a list, up to a limit. */
  allowPeople(count: number): void;
  /** Whether the caller asked for `extensions.backendCalls`. */
  readonly traced: boolean;
  /** Whether what other requests have read a moment ago will do. */
  readonly reuses: boolean;
  /** From now on what is read is noted there. Asked before anything is read. */
  footprint(): Footprint;
  /** Begins these reads; whether each tells the same again, as soon as one does not. */
  isToldAgain(footprint: Footprint): Promise<boolean>;
  /** When the request was, on the clock of `performance.now()`. */
  readonly begun: number;
  /** `null` unless the caller asked for `extensions.trace` besides. */
  readonly trace: Trace | null;
  readonly warnings: Warning[];
  /** Errors of fields that cannot be null: reported beside the empty list that stands in their place. */
  readonly problems: GraphQLError[];
  /** Forgets what was read: a mutation has changed it. */
  forget(): void;
  /** Takes nothing from other requests any more: a mutation works with what is there now. */
  renew(): void;
}

/** What one operation may cost. */
export interface OperationLimits {
  readonly timeoutMs: number;
  readonly backendCalls: number;
  /** What the former may grow to for lists of people. */
  readonly listBackendCalls: number;
  /** In the answer: `ObjectBudget`. */
  readonly objects: number;
}

/** What is known of a request before it is read. */
export interface RequestOptions {
  readonly caller: Caller;
  readonly record: RequestRecord;
  readonly traced: Traced;
  /** Whether what other requests have read a moment ago will do. */
  readonly reuses: boolean;
  /** What is left of the calls that the caller may make; `null`: any number. */
  readonly allowance: CallAllowance | null;
  /** Calls back once the request is answered or its caller has gone, at once when that was before. */
  readonly onClose: (end: () => void) => void;
}

/** What Apollo takes for the context: it copies that with every request, so there is one property in it. */
export interface ApolloContext {
  readonly request: Context;
}
