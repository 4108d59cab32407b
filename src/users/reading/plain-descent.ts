import type { ReadLoader, Reading } from '#backends';
import type { Registry, UserRow } from '#registry';
import type { OrderedAccount } from './account-order.ts';
import type { BoundPlan } from './bound-plan.ts';
import { addContactPoints, unique } from './contact-points.ts';
import type { ContactPoint } from './contact-points.ts';
import { newAliases } from './hydrate.ts';
import { SAME_RECORDS, keepUser, keptUser, sameUser } from './kept-user.ts';
import type { KeptUser } from './kept-user.ts';
import { LoadedAccount, fieldState } from './loaded-account.ts';
import type { PropertyState } from './loaded-account.ts';
import { presented } from './merge-field.ts';
import { ownReading } from './own-readings.ts';
import { NO_SLOT } from './plain-plan.ts';
import type { PlainField, PlainPlan, SlottedCandidate } from './plain-plan.ts';
import { presentUser, presentValues } from './present-user.ts';
import type { PresentedUser } from './present-user.ts';
import type { UserQueryPlan } from './query-plan.ts';
import { derived } from './source.ts';

export interface PlainDescentDeps {
  readonly loader: ReadLoader;
  readonly registry: Registry;
}

/** A user of whom plain fields are selected (`PlainPlan`). */
export interface PlainAsk {
  readonly row: UserRow;
  readonly accounts: readonly OrderedAccount[];
  readonly plan: UserQueryPlan;
  readonly bound: BoundPlan;
  readonly plain: PlainPlan;
}

/**
 * Reads and presents a user: what `hydrate` and `presentUser` do, for plans and people with nothing out of the ordinary. A
 * field decides once what it is waiting for has arrived, and its value is never looked for again. Where a source failed or
 * said something that has to be told, `presentUser` presents what was read.
 */
export const descendPlainly = (ask: PlainAsk, deps: PlainDescentDeps): Promise<PresentedUser> =>
  new Promise((resolve, reject) => new PlainDescent(ask, deps, resolve, reject).start());

/** How far the fields of a plan have come, each by its number. */
interface Decisions {
  readonly values: unknown[];
  /** The slot whose reading comes next; `NO_SLOT`: none. */
  readonly waitsFor: number[];
  /** Which of its candidates that is. */
  readonly turns: number[];
}

const newDecisions = ({ fields, best }: PlainPlan): Decisions => ({
  values: fields.map(() => null),
  waitsFor: best.slice(),
  turns: fields.map(() => 0),
});

class PlainDescent {
  readonly #ask: PlainAsk;
  readonly #deps: PlainDescentDeps;
  readonly #resolve: (presented: PresentedUser) => void;
  readonly #reject: (error: unknown) => void;
  /** By slot. `null`: asked for, and not there yet. */
  readonly #readings: (Reading | null | undefined)[];
  /** Made when the first field is decided: what was presented before needs none. */
  #decisions: Decisions | undefined;
  #underway = 0;
  /** Nothing has to be told of the values. */
  #isOrdinary = true;
  /** What was presented before, as long as all that arrives is what it was made of; `undefined`: not looked for. */
  #kept: KeptUser | null | undefined;

  constructor(
    ask: PlainAsk,
    deps: PlainDescentDeps,
    resolve: (presented: PresentedUser) => void,
    reject: (error: unknown) => void,
  ) {
    this.#ask = ask;
    this.#deps = deps;
    this.#resolve = resolve;
    this.#reject = reject;
    this.#readings = ask.plain.slots.map(({ place, operation, isOwn }) =>
      isOwn ? ownReading(at(ask.accounts, place).row, operation) : undefined,
    );
  }

  start(): void {
    const { sure, early, fields } = this.#ask.plain;
    for (const slot of sure) this.#read(slot);
    for (const index of early) this.#decide(index, at(fields, index));
    if (this.#underway === 0) this.#settle();
  }

  /** What is there of a slot; it is read at the first ask. */
  #read(slot: number): Reading | null {
    const known = this.#readings[slot];
    if (known !== undefined) return known;
    const { adapter, operation } = at(this.#ask.plain.slots, slot);
    const { row } = this.#accountOf(slot);
    this.#readings[slot] = null;
    this.#underway += 1;
    const { loader } = this.#deps;
    loader
      .load(adapter, row, operation)
      .then((reading) => this.#arrived(slot, reading), this.#reject);
    return null;
  }

  #arrived(slot: number, reading: Reading): void {
    this.#readings[slot] = reading;
    try {
      if (this.#kept === undefined) this.#kept = this.#keptFor(reading);
      if (this.#kept && SAME_RECORDS.areSame(this.#kept.readings[slot], reading)) {
        return this.#proceed();
      }
      this.#kept = null;
      const { row, adapter } = this.#accountOf(slot);
      const { operation } = at(this.#ask.plain.slots, slot);
      const news = newAliases({ row, adapter }, operation, reading);
      if (!news) return this.#proceed();
      const recorded = this.#deps.registry.recordAliases(row.id, news);
      recorded.then(() => this.#proceed()).catch(this.#reject);
    } catch (error) {
      this.#reject(error);
    }
  }

  /** Only what was made of no more than is asked for by now: else a part of it may need another read at once. */
  #keptFor(reading: Reading): KeptUser | null {
    const kept = keptUser(reading, this.#ask.bound, this.#ask.row);
    const isAsked = (_reading: unknown, slot: number): boolean =>
      this.#readings[slot] !== undefined || kept?.readings[slot] === undefined;
    return kept?.readings.every(isAsked) ? kept : null;
  }

  #proceed(): void {
    this.#underway -= 1;
    if (!this.#kept) return this.#settle();
    if (this.#underway === 0) this.#resolve(this.#kept.presented);
  }

  /** Decides what can be decided with what is there. */
  #settle(): void {
    const { waitsFor } = this.#decided();
    for (const [index, field] of this.#ask.plain.fields.entries()) {
      const slot = at(waitsFor, index);
      if (slot !== NO_SLOT && this.#readings[slot]) this.#decide(index, field);
    }
    if (this.#underway === 0) this.#finish();
  }

  /** Takes the best value of a field, or waits for the candidate whose turn it is. */
  #decide(index: number, { field, candidates }: PlainField): void {
    const { values, waitsFor, turns } = this.#decided();
    waitsFor[index] = NO_SLOT;
    for (let turn = at(turns, index); turn < candidates.length; turn += 1) {
      const candidate = at(candidates, turn);
      const state = this.#stateOf(candidate);
      if (!state) {
        turns[index] = turn;
        waitsFor[index] = candidate.slot;
        return;
      }
      if (state.kind !== 'value') continue;
      values[index] = presented(field, this.#accountOf(candidate.slot), state.value);
      return;
    }
  }

  /** `null`: it is not there yet. */
  #stateOf({ slot, source }: SlottedCandidate): PropertyState | null {
    const reading = this.#read(slot);
    if (!reading) return null;
    if (reading.kind === 'found') {
      const state = derived(source, fieldState(reading, source.field));
      if (state.kind === 'value' ? state.shortfall : state.kind === 'invalid') {
        this.#isOrdinary = false;
      }
      return state;
    }
    if (reading.kind === 'failed' || reading.kind === 'unconfigured') this.#isOrdinary = false;
    return reading;
  }

  #finish(): void {
    const { row, bound, plain } = this.#ask;
    const before = sameUser(bound, row, this.#readings, SAME_RECORDS);
    if (before) return this.#resolve(before);
    const { values } = this.#decided();
    for (const [index, { field, candidates }] of plain.fields.entries()) {
      if (field.kind === 'contactPoints') values[index] = this.#gathered(candidates);
    }
    const user = this.#isOrdinary ? presentValues(row, bound, values) : this.#generally();
    keepUser(bound, row, this.#readings, user, SAME_RECORDS);
    this.#resolve(user);
  }

  #gathered(candidates: readonly SlottedCandidate[]): readonly ContactPoint[] {
    const points: ContactPoint[] = [];
    for (const candidate of candidates) {
      const state = this.#stateOf(candidate);
      if (state?.kind !== 'value') continue;
      addContactPoints(state.value, candidate.source.adapter.name, points);
    }
    return unique(points);
  }

  #generally(): PresentedUser {
    const { row, accounts, plan, bound, plain } = this.#ask;
    const loadedAccounts = accounts.map(
      (account) => new LoadedAccount(account.row, account.adapter),
    );
    for (const [slot, { place, operation, isOwn }] of plain.slots.entries()) {
      const reading = this.#readings[slot];
      if (reading && !isOwn) at(loadedAccounts, place).record(operation, reading);
    }
    return presentUser(row, loadedAccounts, bound, plan);
  }

  /** No getter: to read a private one V8 has no fast way. */
  #decided(): Decisions {
    return (this.#decisions ??= newDecisions(this.#ask.plain));
  }

  #accountOf(slot: number): OrderedAccount {
    return at(this.#ask.accounts, at(this.#ask.plain.slots, slot).place);
  }
}

function at<T>(list: readonly T[], index: number): T {
  const item = list[index];
  if (item === undefined) throw new Error('A plan was followed that is another one’s.');
  return item;
}
