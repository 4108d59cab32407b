import type { AccountField, BackendAdapter, FieldState, FoundReading, Reading } from '#backends';
import { INVALID, Partly } from '#normalise';
import type { AccountRow, UserRow } from '#registry';
import type { Backend } from '#schema';
import { accountsInOrder, mayStandIn } from './account-order.ts';
import { lastWriteOf, ownReading } from './own-readings.ts';

/** What one property of an account came to. */
export type PropertyState =
  /** Its operation has not been read. */
  { readonly kind: 'unread' } | FieldState | Exclude<Reading, { kind: 'found' }>;

const UNREAD: PropertyState = { kind: 'unread' };
const EMPTY: FieldState = { kind: 'empty' };

/**
 * One account of a user during a read: its readings as they arrive, its properties normalised at most once. It grows
 * while a user is hydrated and is only read after that.
 */
export class LoadedAccount {
  readonly row: AccountRow;
  readonly adapter: BackendAdapter;
  /** `null`: asked for, and not there yet. */
  readonly #readings = new Map<string, Reading | null>();
  /** What operations came to for which the last write stands in. */
  #missing: Map<string, Reading> | null = null;

  constructor(row: AccountRow, adapter: BackendAdapter) {
    this.row = row;
    this.adapter = adapter;
  }

  /** What an operation came to; what the registry knows is there without a call. */
  reading(operation: string): Reading | null {
    const known = this.#readings.get(operation);
    return known ?? ownReading(this.row, operation);
  }

  /** What its reads came to, in the order of the adapter's, and what those came to for which the last write stands in. */
  readings(): readonly (Reading | null)[] {
    return Object.keys(this.adapter.reads).flatMap((operation) => [
      this.#readings.get(operation) ?? null,
      this.missing(operation),
    ]);
  }

  /** Whether an operation is to be read: it is the first ask, and no reading is there. */
  claimRead(operation: string): boolean {
    if (this.#readings.has(operation) || this.reading(operation)) return false;
    this.#readings.set(operation, null);
    return true;
  }

  record(operation: string, reading: Reading): void {
    const isTold = reading.kind !== 'found' && this.#isToldOnly(operation);
    if (isTold) (this.#missing ??= new Map()).set(operation, reading);
    this.#readings.set(operation, isTold ? lastWriteOf(this.row) : reading);
  }

  /** What an operation came to for which the last write stands in. */
  missing(operation: string): Reading | null {
    return this.#missing?.get(operation) ?? null;
  }

  /** As long as its main read brings no record, all of an account is what was last written. */
  #isToldOnly(operation: string): boolean {
    const { mainRead, reads } = this.adapter;
    if (!mayStandIn(this)) return false;
    return operation === mainRead || this.#missing?.has(mainRead) || !reads[mainRead];
  }

  /** The raw value behind a field, as the backend sent it; `null` when there is no record. */
  raw(field: AccountField): unknown {
    const reading = this.reading(field.operation);
    return reading?.kind === 'found' ? (field.raw(reading.record) ?? null) : null;
  }

  property(name: string): PropertyState {
    return this.state(this.field(name));
  }

  /** The adapter's row of one of its properties. */
  field(name: string): AccountField {
    const field = this.adapter.fields[name];
    if (!field) throw new Error(`${this.adapter.accountType} has no property ${name}.`);
    return field;
  }

  /** The same for a field of the adapter. */
  state(field: AccountField): PropertyState {
    const reading = this.reading(field.operation);
    if (!reading) return UNREAD;
    return reading.kind === 'found' ? fieldState(reading, field) : reading;
  }

  /** The strings of a list property, empty when it has none. */
  names(property: string): ReadonlySet<string> {
    const state = this.property(property);
    const list = state.kind === 'value' && Array.isArray(state.value) ? state.value : [];
    return new Set(list.filter((name) => typeof name === 'string'));
  }
}

/** What a field of a record comes to, normalised at most once. */
export function fieldState({ states, record }: FoundReading, field: AccountField): FieldState {
  const known = states.of(field);
  if (known) return known;
  const state = stateOf(field.normalise(field.raw(record), record));
  states.add(field, state);
  return state;
}

function stateOf(value: unknown): FieldState {
  if (value === null) return EMPTY;
  if (value === INVALID) return { kind: 'invalid' };
  if (value instanceof Partly) return { kind: 'value', value: value.value, shortfall: value };
  return { kind: 'value', value, shortfall: null };
}

/** `accountsInOrder`, with nothing read yet. */
export const loadAccounts = (
  user: UserRow,
  adapters: ReadonlyMap<Backend, BackendAdapter>,
): readonly LoadedAccount[] =>
  accountsInOrder(user, adapters).map(({ row, adapter }) => new LoadedAccount(row, adapter));
