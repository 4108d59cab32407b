import type { GraphQLError } from 'graphql';
import type { CallAllowance, Caller, Grants, Policy } from '#access';
import { ReadLoader, Trace } from '#backends';
import type { CallContext, ReadCache, BackendAdapter, Health } from '#backends';
import type { OperationEngine } from '#operations';
import type { DurableRegistry } from '#registry';
import type { Backend } from '#schema';
import type { RequestRecord } from '#telemetry';
import { UserLists, Finder, Histories, UserReader, Visibility } from '#users';
import type {
  CachedContacts,
  UnifiedFields,
  ExtractContactPoints,
  Warning,
  WriteDeps,
} from '#users';
import { CallCounts } from './execution/call-counts.ts';
import { Deadline } from './execution/deadline.ts';
import { EntityAllowance } from './limits/entity-allowance.ts';
import { ObjectBudget } from './limits/objects.ts';
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
  readonly cache: ReadCache | null;
  readonly contactPointsIn: ExtractContactPoints;
  /** `null` as `cache`. */
  readonly cachedContacts: CachedContacts | null;
  /** Who is told the schema but by introspection. */
  readonly tellsSchemaTo: (caller: Caller) => boolean;
  /** What gateways compose. */
  readonly subgraphSdl: () => string;
}

/** What lives as long as a request. */
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
  readonly allowEntities: (count: number) => void;
  /** Lets the budget of calls grow with the people of a list, up to a limit. */
  readonly allowPeople: (count: number) => void;
  /** Whether the caller asked for `extensions.backendCalls`. */
  readonly traced: boolean;
  /** When the request was, on the clock of `performance.now()`. */
  readonly begun: number;
  /** `null` unless the caller asked for `extensions.trace` besides. */
  readonly trace: Trace | null;
  readonly warnings: Warning[];
  /** Errors of fields that cannot be null: reported beside the empty list that stands in their place. */
  readonly problems: GraphQLError[];
  /** Forgets what was read: a mutation has changed it. */
  readonly forget: () => void;
  /** Takes nothing from other requests any more: a mutation works with what is there now. */
  readonly renew: () => void;
}

/** How many calls one person may cost who has an account at every backend. */
const callsOfOne = (adapters: Services['adapters']): number =>
  [...adapters.values()].reduce((calls, { reads }) => calls + Object.keys(reads).length, 0);

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
  readonly limits: OperationLimits;
  /** What is left of the calls that the caller may make; `null`: any number. */
  readonly allowance: CallAllowance | null;
  /** Calls back once the request is answered or its caller has gone. */
  readonly onClose: (end: () => void) => void;
}

export function createContext(
  services: Services,
  { caller, record, traced, reuses, limits, allowance, onClose }: RequestOptions,
): Context {
  const { registry, engine, adapters, fields, cache } = services;
  const calls = new CallCounts(limits.backendCalls, allowance);
  const deadline = new Deadline(limits.timeoutMs);
  onClose(() => deadline.end());
  const trace = traced === 'calls' ? new Trace() : null;
  const call = { onCall: calls.count, deadline: deadline.at, requestId: record.id };
  const read: CallContext = { ...call, signal: deadline };
  const write: CallContext = {
    ...call,
    // Looked at before the first call of a write is made.
    onCall: calls.countBegun,
    refusal: calls.refusal,
    trace: trace ?? undefined,
    onChange: (account) => cache?.forget(account),
  };
  const loader = new ReadLoader(read, cache, reuses, trace);
  const { contactPointsIn, cachedContacts } = services;
  const cached = reuses ? cachedContacts : null;
  const { inTime } = deadline;
  const visibility = new Visibility(caller.corporations);
  const found = { registry, adapters, loader, actor: caller.name, contactPointsIn, cached, inTime };
  const finder = new Finder({ ...found, visibility });
  const find = async (id: string) => finder.byUserId(id);
  const histories = new Histories(registry, inTime, visibility, find);
  const lists = new UserLists(registry, inTime, visibility);
  const warnings: Warning[] = [];
  const warn = (warning: Warning): void => void warnings.push(warning);
  const reader = new UserReader({ registry, adapters, loader, warn, trace });
  const objects = new ObjectBudget(limits.objects);
  const entities = new EntityAllowance();
  let growth = limits.listBackendCalls - limits.backendCalls;
  return {
    services,
    caller,
    grants: services.policy.grantsOf(caller.scopes),
    visibility,
    record,
    finder,
    reader,
    histories,
    lists,
    writes: {
      registry,
      engine,
      adapters,
      fields,
      finder,
      loader,
      visibility,
      call: write,
      actor: caller.name,
    },
    calls,
    objects,
    allowPeople: (count) => {
      const more = Math.min(count * callsOfOne(adapters), growth);
      growth -= more;
      calls.grow(more);
    },
    allowEntities: (count) => {
      const more = entities.budgetsFor(count);
      calls.grow(more * limits.backendCalls);
      objects.grow(more * limits.objects);
    },
    traced: traced !== 'no',
    begun: deadline.at - limits.timeoutMs,
    trace,
    warnings,
    problems: [],
    forget: () => {
      finder.forget();
      loader.forget();
      reader.forget();
      histories.forget();
      lists.forget();
    },
    renew: () => loader.renew(),
  };
}
