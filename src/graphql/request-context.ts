import type { GraphQLError } from 'graphql';
import type { Caller, Grants } from '#access';
import { Footprint, ReadLoader, Trace } from '#backends';
import type { CallContext } from '#backends';
import type { RequestRecord } from '#telemetry';
import { Finder, Histories, UserLists, UserReader, Visibility } from '#users';
import type { Warning, WriteDeps } from '#users';
import type { Context, OperationLimits, RequestOptions, Services } from './context.ts';
import { CallCounts } from './execution/call-counts.ts';
import { Deadline } from './execution/deadline.ts';
import { EntityAllowance } from './limits/entity-allowance.ts';
import { ObjectBudget } from './limits/objects.ts';

/** How many calls one person may cost who has an account at every backend. */
const callsOfOne = (adapters: Services['adapters']): number =>
  [...adapters.values()].reduce((calls, { reads }) => calls + Object.keys(reads).length, 0);

/** Most of what it holds is made for who asks for it first: few requests need all of it. */
export class RequestContext implements Context {
  readonly services: Services;
  readonly caller: Caller;
  readonly grants: Grants;
  readonly record: RequestRecord;
  readonly visibility: Visibility;
  readonly calls: CallCounts;
  readonly objects: ObjectBudget;
  readonly traced: boolean;
  readonly reuses: boolean;
  readonly trace: Trace | null;
  readonly warnings: Warning[] = [];
  readonly problems: GraphQLError[] = [];

  readonly #limits: OperationLimits;
  readonly #deadline: Deadline;
  #footprint: Footprint | null = null;
  #loader: ReadLoader | undefined;
  #finder: Finder | undefined;
  #reader: UserReader | undefined;
  #histories: Histories | undefined;
  #lists: UserLists | undefined;
  #entities: EntityAllowance | undefined;
  /** By how many calls lists of people have let the budget grow. */
  #growth = 0;

  constructor(services: Services, asked: RequestOptions, limits: OperationLimits) {
    const { caller, record, traced, reuses, allowance, onClose } = asked;
    this.services = services;
    this.caller = caller;
    this.grants = services.policy.grantsOf(caller.scopes);
    this.record = record;
    this.visibility = new Visibility(caller.corporations);
    this.calls = new CallCounts(limits.backendCalls, allowance);
    this.objects = new ObjectBudget(limits.objects);
    this.traced = traced !== 'no';
    this.trace = traced === 'calls' ? new Trace() : null;
    this.#limits = limits;
    this.reuses = reuses;
    this.#deadline = new Deadline(limits.timeoutMs, onClose);
  }

  get begun(): number {
    return this.#deadline.at - this.#limits.timeoutMs;
  }

  get finder(): Finder {
    const { registry, adapters, contactPointsIn, cachedContacts } = this.services;
    return (this.#finder ??= new Finder({
      registry,
      adapters,
      loader: this.#reads,
      actor: this.caller.name,
      contactPointsIn,
      cached: this.reuses ? cachedContacts : null,
      inTime: this.#inTime,
      visibility: this.visibility,
    }));
  }

  get reader(): UserReader {
    const { registry, adapters } = this.services;
    const warn = (warning: Warning): void => void this.warnings.push(warning);
    const { trace } = this;
    return (this.#reader ??= new UserReader({
      registry,
      adapters,
      loader: this.#reads,
      warn,
      trace,
    }));
  }

  get histories(): Histories {
    const find = async (id: string) => this.finder.byUserId(id);
    return (this.#histories ??= new Histories(
      this.services.registry,
      this.#inTime,
      this.visibility,
      find,
    ));
  }

  get lists(): UserLists {
    return (this.#lists ??= new UserLists(this.services.registry, this.#inTime, this.visibility));
  }

  get writes(): WriteDeps {
    const { services, finder, visibility, caller } = this;
    const { registry, engine, adapters, fields } = services;
    const sources = { registry, engine, adapters, fields, finder, visibility };
    return { ...sources, loader: this.#reads, call: this.#write, actor: caller.name };
  }

  allowPeople(count: number): void {
    const { backendCalls, listBackendCalls } = this.#limits;
    const left = listBackendCalls - backendCalls - this.#growth;
    const more = Math.min(count * callsOfOne(this.services.adapters), left);
    this.#growth += more;
    this.calls.grow(more);
  }

  allowEntities(count: number): void {
    this.#entities ??= new EntityAllowance();
    const more = this.#entities.budgetsFor(count);
    this.calls.grow(more * this.#limits.backendCalls);
    this.objects.grow(more * this.#limits.objects);
  }

  forget(): void {
    this.#finder?.forget();
    this.#loader?.forget();
    this.#reader?.forget();
    this.#histories?.forget();
    this.#lists?.forget();
  }

  footprint(): Footprint {
    return (this.#footprint ??= new Footprint());
  }

  isToldAgain(footprint: Footprint): Promise<boolean> {
    return footprint.isToldAgain(({ adapter, account, operation, names }) =>
      this.#reads.load(adapter, account, operation, names),
    );
  }

  renew(): void {
    this.#reads.renew();
  }

  get #inTime(): Deadline['inTime'] {
    return async (ask) => this.#deadline.inTime(ask);
  }

  get #reads(): ReadLoader {
    const { calls, record, services, trace } = this;
    return (this.#loader ??= new ReadLoader(
      {
        onCall: (backend, operation) => calls.count(backend, operation),
        deadline: this.#deadline.at,
        requestId: record.id,
        signal: this.#deadline,
      },
      {
        shared: services.shared,
        reuses: this.reuses,
        trace,
        footprint: this.#footprint,
      },
    ));
  }

  /** A write has no signal: once it is sent, its outcome has to be known. */
  get #write(): CallContext {
    const { calls, record, services, trace } = this;
    return {
      // Looked at before the first call of a write is made.
      onCall: (backend, operation) => calls.countBegun(backend, operation),
      refusal: (more) => calls.refusal(more),
      deadline: this.#deadline.at,
      requestId: record.id,
      trace: trace ?? undefined,
      onChange: (account) => services.shared?.forget(account),
    };
  }
}
