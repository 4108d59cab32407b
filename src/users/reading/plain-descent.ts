import type { ReadLoader, Reading } from '#backends';
import type { Registry, UserRow } from '#registry';
import type { OrderedAccount } from './account-order.ts';
import type { BoundPlan } from './bound-plan.ts';
import { contactPointsOf, unique } from './contact-points.ts';
import type { ContactPoint } from './contact-points.ts';
import { newAliases } from './hydrate.ts';
import { keepUser, keptUser } from './kept-user.ts';
import type { KeptUser } from './kept-user.ts';
import { LoadedAccount, fieldState } from './loaded-account.ts';
import type { PropertyState } from './loaded-account.ts';
import { presented } from './merge-field.ts';
import { ownReading } from './own-readings.ts';
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

/** The slot of a field that waits for none. */
const NONE = -1;

/**
 * Reads and presents a user: what `hydrate` and `presentUser` do, for plans and people with nothing out of the ordinary. A
 * field decides once what it is waiting for has arrived, and its value is never looked for again. Where a source failed or
 * said something that has to be told, `presentUser` presents what was read.
 */
export const descendPlainly = (ask: PlainAsk, deps: PlainDescentDeps): Promise<PresentedUser> =>
  new Promise((resolve, reject) => new PlainDescent(ask, deps, resolve, reject).start());

class PlainDescent {
  readonly #ask: PlainAsk;
  readonly #deps: PlainDescentDeps;
  readonly #resolve: (presented: PresentedUser) => void;
  readonly #reject: (error: unknown) => void;
  /** By slot. `null`: asked for, and not there yet. */
  readonly #readings: (Reading | null | undefined)[];
  /** The rest goes by field. */
  readonly #values: unknown[];
  readonly #waitsFor: number[];
  readonly #turns: number[];
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
    const { slots, fields } = ask.plain;
    this.#ask = ask;
    this.#deps = deps;
    this.#resolve = resolve;
    this.#reject = reject;
    this.#readings = slots.map(() => undefined);
    this.#values = fields.map(() => null);
    this.#waitsFor = fields.map(() => NONE);
    this.#turns = fields.map(() => 0);
  }

  start(): void {
    const { fields } = this.#ask.plain;
    for (const { field, candidates } of fields) {
      if (field.kind === 'contactPoints') for (const { slot } of candidates) this.#read(slot);
    }
    for (const [index, field] of fields.entries()) {
      if (field.field.kind !== 'contactPoints') this.#decide(index, field);
    }
    if (this.#underway === 0) this.#finish();
  }

  /** What is there of a slot; it is read at the first ask. */
  #read(slot: number): Reading | null {
    const known = this.#readings[slot];
    if (known !== undefined) return known;
    const { adapter, operation, isOwn } = at(this.#ask.plain.slots, slot);
    const { row } = this.#accountOf(slot);
    const own = isOwn ? ownReading(row, operation) : null;
    this.#readings[slot] = own;
    if (own) return own;
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
      if (this.#kept === undefined) this.#kept = keptUser(reading, this.#ask.bound, this.#ask.row);
      if (this.#kept?.readings[slot] === reading) return this.#proceed();
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

  #proceed(): void {
    this.#underway -= 1;
    if (this.#kept) {
      // What it was made of asked for nothing else, so that a part of it asks for nothing either.
      if (this.#underway > 0) return;
      if (this.#isMadeOf(this.#kept.readings)) return this.#resolve(this.#kept.presented);
      this.#kept = null;
    }
    for (const [index, field] of this.#ask.plain.fields.entries()) {
      const slot = at(this.#waitsFor, index);
      if (slot !== NONE && this.#readings[slot]) this.#decide(index, field);
    }
    if (this.#underway === 0) this.#finish();
  }

  #isMadeOf(readings: KeptUser['readings']): boolean {
    return this.#ask.plain.slots.every(
      ({ isOwn }, slot) => isOwn || this.#readings[slot] === readings[slot],
    );
  }

  /** Takes the best value of a field, or waits for the candidate whose turn it is. */
  #decide(index: number, { field, candidates }: PlainField): void {
    this.#waitsFor[index] = NONE;
    for (let turn = at(this.#turns, index); turn < candidates.length; turn += 1) {
      const candidate = at(candidates, turn);
      const state = this.#stateOf(candidate);
      if (!state) {
        this.#turns[index] = turn;
        this.#waitsFor[index] = candidate.slot;
        return;
      }
      if (state.kind !== 'value') continue;
      this.#values[index] = presented(field, this.#accountOf(candidate.slot), state.value);
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
    for (const [index, { field, candidates }] of plain.fields.entries()) {
      if (field.kind === 'contactPoints') this.#values[index] = this.#gathered(candidates);
    }
    const user = this.#isOrdinary ? presentValues(row, bound, this.#values) : this.#generally();
    keepUser(bound, row, this.#readings, user);
    this.#resolve(user);
  }

  #gathered(candidates: readonly SlottedCandidate[]): readonly ContactPoint[] {
    const points: ContactPoint[] = [];
    for (const candidate of candidates) {
      const state = this.#stateOf(candidate);
      if (state?.kind !== 'value') continue;
      points.push(...contactPointsOf(state.value, candidate.source.adapter.name));
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

  #accountOf(slot: number): OrderedAccount {
    return at(this.#ask.accounts, at(this.#ask.plain.slots, slot).place);
  }
}

function at<T>(list: readonly T[], index: number): T {
  const item = list[index];
  if (item === undefined) throw new Error('A plan was followed that is another one’s.');
  return item;
}
