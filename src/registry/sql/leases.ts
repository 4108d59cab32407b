import type { Selectable } from 'kysely';
import type { Tables } from './tables.ts';
import { liveSteps, oldestFirst } from './live-steps.ts';
import { textOf, withSteps } from './operation-rows.ts';
import { leaseEnd } from './operation-writes.ts';
import { LeaseLostError } from '../operation-log.ts';
import type { Claim, LiveStep, OperationRow } from '../operation-log.ts';
import type { WriteContext } from './write-context.ts';

type StoredOperation = Selectable<Tables['operations']>;

/** An operation under its lease, in a transaction that renewed it. */
export interface Leased {
  readonly row: StoredOperation;
  /** With its steps, as this transaction sees them. */
  readonly operation: () => Promise<OperationRow>;
}

/** Renews leases in the transaction that works under them, all in one statement. */
export async function renewLeases(
  context: WriteContext,
  claims: readonly Claim[],
): Promise<Leases> {
  const { trx, at } = context;
  const ends = claims.map(({ lease }) => leaseEnd(lease, at)).toSorted();
  const rows = await trx
    .updateTable('operations')
    .set({ due_at: ends.at(-1) ?? at })
    .where('state', '=', 'RUNNING')
    .where(
      'id',
      'in',
      claims.map(({ id }) => id),
    )
    .where(
      'lease_owner',
      'in',
      claims.map(({ lease }) => lease.owner),
    )
    .returningAll()
    .execute();
  return new Leases(context, rows);
}

/**
 * Operations under leases, one after another in one transaction. What they have to read is read for all of them at once,
 * and again after one has changed it for the others.
 */
export class Leases {
  /** `live` of it knows what was read at once. */
  readonly context: WriteContext;
  readonly #rows: ReadonlyMap<string, StoredOperation>;
  #operations: ReadonlyMap<string, OperationRow> | null = null;
  readonly #live = new Map<string, readonly LiveStep[]>();

  constructor(context: WriteContext, rows: readonly StoredOperation[]) {
    this.#rows = new Map(rows.map((row) => [row.id, row]));
    this.context = {
      ...context,
      live: async (accounts) => this.#liveOn(accounts),
      stepsChanged: () => this.#forget(),
    };
  }

  /** @throws LeaseLostError */
  of({ id, lease }: Claim): Leased {
    const row = this.#rows.get(id);
    if (row?.lease_owner !== lease.owner) {
      throw new LeaseLostError('The operation is driven by another process.');
    }
    return { row, operation: async () => this.#operation(id) };
  }

  /** The work on an operation is over: what comes next on its accounts is not as it was. */
  done({ id }: Claim): void {
    for (const key of accountsOf(this.#operations?.get(id))) this.#live.delete(key);
  }

  #forget(): void {
    this.#operations = null;
    this.#live.clear();
  }

  async #operation(id: string): Promise<OperationRow> {
    const operation = (await this.#all()).get(id);
    if (!operation) throw new Error('An operation under a lease is not there.');
    return operation;
  }

  async #all(): Promise<ReadonlyMap<string, OperationRow>> {
    if (this.#operations) return this.#operations;
    const operations = await withSteps(this.context.trx, [...this.#rows.values()]);
    this.#operations = new Map(operations.map((operation) => [operation.id, operation]));
    return this.#operations;
  }

  async #liveOn(accounts: readonly string[]): Promise<readonly LiveStep[]> {
    if (accounts.some((key) => !this.#live.has(key))) await this.#readLive(accounts);
    return accounts.flatMap((key) => this.#live.get(key) ?? []).toSorted(oldestFirst);
  }

  /** Those of all operations at the first time, later those that are not known any more. */
  async #readLive(asked: readonly string[]): Promise<void> {
    const operations = this.#live.size === 0 ? [...(this.#operations?.values() ?? [])] : [];
    const keys = new Set([...asked, ...operations.flatMap(accountsOf)]);
    const unknown = [...keys].filter((key) => !this.#live.has(key));
    for (const key of unknown) this.#live.set(key, []);
    for (const step of await liveSteps(this.context.trx, unknown)) {
      const key = textOf(step.account) ?? '';
      this.#live.set(key, [...(this.#live.get(key) ?? []), step]);
    }
  }
}

const accountsOf = (operation: OperationRow | undefined): readonly string[] =>
  (operation?.steps ?? []).flatMap(({ account }) => textOf(account) ?? []);
