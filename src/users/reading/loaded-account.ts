import { LAST_WRITE, REGISTRY, found } from '#backends';
import type { AccountField, BackendAdapter, FieldState, Reading } from '#backends';
import { INVALID, Partly } from '#normalise';
import type { AccountRow, UserRow } from '#registry';

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
    if (known || (operation !== LAST_WRITE && operation !== REGISTRY)) return known ?? null;
    const ours = operation === LAST_WRITE ? lastWriteOf(this.row) : registryRecordOf(this.row);
    this.#readings.set(operation, ours);
    return ours;
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
    const { lastWriteStandsIn, mainRead, reads } = this.adapter;
    if (this.row.lastWrite === null || !lastWriteStandsIn?.(this.row.aliases)) return false;
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
    if (reading.kind !== 'found') return reading;
    const known = reading.states.get(field);
    if (known) return known;
    const state = stateOf(field.normalise(field.raw(reading.record), reading.record));
    reading.states.set(field, state);
    return state;
  }

  /** The strings of a list property, empty when it has none. */
  names(property: string): ReadonlySet<string> {
    const state = this.property(property);
    const list = state.kind === 'value' && Array.isArray(state.value) ? state.value : [];
    return new Set(list.filter((name) => typeof name === 'string'));
  }
}

function stateOf(value: unknown): FieldState {
  if (value === null) return EMPTY;
  if (value === INVALID) return { kind: 'invalid' };
  if (value instanceof Partly) return { kind: 'value', value: value.value, shortfall: value };
  return { kind: 'value', value, shortfall: null };
}

/** A user's accounts in the order of the backends; of several at one, the configured tenant's first, then the oldest. */
export function loadAccounts(
  user: UserRow,
  adapters: ReadonlyMap<string, BackendAdapter>,
): readonly LoadedAccount[] {
  const loadedAccounts: LoadedAccount[] = [];
  for (const adapter of adapters.values()) {
    const rows = user.accounts.filter(({ backend }) => backend === adapter.name);
    for (const row of tenantFirst(rows, adapter))
      loadedAccounts.push(new LoadedAccount(row, adapter));
  }
  return loadedAccounts;
}

function tenantFirst(
  rows: readonly AccountRow[],
  { defaultScope }: BackendAdapter,
): readonly AccountRow[] {
  if (rows.length < 2) return rows;
  const rank = ({ scope }: AccountRow): number => (scope === defaultScope ? 0 : 1);
  return rows.toSorted((one, other) => rank(one) - rank(other));
}

function lastWriteOf({ lastWrite }: AccountRow): Reading {
  if (!lastWrite) return { kind: 'unwritten' };
  return found(lastWrite.record, 'LAST_WRITE', lastWrite.at);
}

function registryRecordOf({ ref, scope, aliases, linkedAt }: AccountRow): Reading {
  return found({ ref, scope, ...aliases }, 'LAST_WRITE', linkedAt);
}
