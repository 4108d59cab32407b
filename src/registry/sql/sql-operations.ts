import type { Kysely } from 'kysely';
import type { AccountKey } from '#normalise';
import { audit, endedRun, notedBy } from './audit-rows.ts';
import { address } from './address-step.ts';
import { hasToCompare, noteConflicts } from './conflicts.ts';
import type { Hold, Tables } from './tables.ts';
import { claimAll, dueOperations } from './claims.ts';
import type { HashKey } from './hash-key.ts';
import { GroupedWrites } from './grouped-writes.ts';
import { areLinked } from './account-links.ts';
import { backlogOf } from './count-backlog.ts';
import { linkScope } from './link-scope.ts';
import { listedOperations } from './listed-operations.ts';
import { liveSteps, stepsBeside } from './live-steps.ts';
import { end } from './operation-ends.ts';
import {
  findByKey,
  findOne,
  forget,
  insert,
  isExpired,
  known,
  renewed,
  reopened,
  setUser,
} from './operation-writes.ts';
import type { MutationName } from '../mutation-name.ts';
import type { RowCipher } from '../row-cipher.ts';
import { LeaseLostError } from '../operation-log.ts';
import type { Backlog } from '../backlog.ts';
import type {
  Advance,
  Claim,
  Completion,
  Lease,
  LinkScope,
  LiveStep,
  NewOperation,
  OperationRow,
  Operations,
  SendNote,
  StepAnswer,
  StepChange,
  StepRow,
} from '../operation-log.ts';
import type { OperationsQuery } from '../operator-note.ts';
import type { Conflict } from '../registry.ts';
import { changeStep, keepAnswer, markSent } from './step-writes.ts';
import { touchedBy } from './touched.ts';
import type { WriteContext } from './write-context.ts';

/** How the log reaches its database: each call is one transaction. */
export interface OperationsDatabase {
  readonly read: <T>(ask: (db: Kysely<Tables>) => Promise<T>) => Promise<T>;
  readonly write: <T>(work: (context: WriteContext) => Promise<T>, hold?: Hold) => Promise<T>;
  /** Sees to it that what was deleted is in none of the database's files. */
  readonly scrub: () => Promise<void>;
  readonly now: () => number;
  readonly hashKey: HashKey;
  readonly cipher: RowCipher;
}

/** The log of operations in any SQL database that kysely speaks to. */
export class SqlOperations implements Operations {
  readonly #read: OperationsDatabase['read'];
  readonly #write: OperationsDatabase['write'];
  readonly #scrub: OperationsDatabase['scrub'];
  readonly #now: OperationsDatabase['now'];
  readonly #grouped: GroupedWrites;
  readonly #hashKey: HashKey;
  readonly #cipher: RowCipher;

  constructor({ read, write, scrub, now, hashKey, cipher }: OperationsDatabase) {
    this.#hashKey = hashKey;
    this.#cipher = cipher;
    this.#read = read;
    this.#write = write;
    this.#scrub = scrub;
    this.#now = now;
    this.#grouped = new GroupedWrites(async (work) => write(work));
  }

  now(): number {
    return this.#now();
  }

  async hashKey(): Promise<string> {
    return (await this.#hashKey.known()) ?? this.#write(async (context) => context.hashKey());
  }

  async find(id: string): Promise<OperationRow | null> {
    return this.#read(async (db) => findOne(db, id, this.#cipher));
  }

  async list(query: OperationsQuery): Promise<readonly OperationRow[]> {
    return this.#read(async (db) => listedOperations(db, query, this.#cipher));
  }

  async backlog(): Promise<Backlog> {
    return this.#read(backlogOf);
  }

  async findByKey(
    caller: string,
    mutation: MutationName,
    key: string,
  ): Promise<OperationRow | null> {
    const at = new Date(this.now()).toISOString();
    return this.#read(async (db) => {
      const found = await findByKey(db, { caller, mutation, key }, this.#cipher);
      return found && isExpired(found, at) ? null : found;
    });
  }

  async begin(operation: NewOperation, lease: Lease): ReturnType<Operations['begin']> {
    return this.#write(async (context) => {
      const found = await findByKey(context.trx, operation, this.#cipher);
      if (found && !isExpired(found, context.at)) return { kind: 'found', operation: found };
      if (found) await forget(context, found);
      return {
        kind: 'begun',
        operation: await insert(context, operation, lease),
      };
    }, 'inSequence');
  }

  async claim({ id, lease }: Claim, reopen = false): Promise<OperationRow | null> {
    return this.#write(async (context) => {
      const [operation = null] = await claimAll(context, [id], lease);
      return operation && reopen ? reopened(context, operation) : operation;
    });
  }

  async claimDue(lease: Lease, most: number): Promise<readonly OperationRow[]> {
    // Looked for without the write lock, since mostly there is none.
    const ids = await this.#read(async (db) => dueOperations(db, this.now(), most));
    if (ids.length === 0) return [];
    const work = async (context: WriteContext) => claimAll(context, ids, lease);
    // Whoever runs operations together has other writes under way, which it can share a transaction with.
    return lease.isShared ? this.#grouped.run(work) : this.#write(work);
  }

  async beside(operation: OperationRow): Promise<readonly LiveStep[]> {
    return this.#read(async (db) =>
      stepsBeside(operation, async (accounts) => liveSteps(db, accounts)),
    );
  }

  async areLinked(accounts: readonly AccountKey[]): Promise<boolean> {
    return this.#read(async (db) => areLinked(db, accounts));
  }

  async renew(claim: Claim): Promise<void> {
    await this.#under(claim, async () => {}, 'ownRows');
  }

  async sent(claim: Claim, position: number, note?: SendNote): Promise<boolean> {
    return this.#under(claim, async (context) => {
      const marked = await markSent(context, claim.id, [position], note);
      return marked.length > 0;
    });
  }

  async advance<A extends Advance>(
    claim: Claim,
    work: (operation: OperationRow, scope: LinkScope) => Promise<A>,
  ): Promise<A> {
    return this.#under(claim, async (context) => {
      const operation = await known(context, claim.id);
      const advance = await work(operation, linkScope(context));
      for (const change of advance.steps) {
        await changeStep(context, claim.id, stepAt(operation, change), change);
      }
      for (const one of advance.addressed ?? []) await address(context, claim.id, one);
      await markSent(context, claim.id, advance.sent);
      await setUser(context, operation, advance.userId);
      return advance;
    });
  }

  async answered(claim: Claim, position: number, answer: StepAnswer): Promise<void> {
    const keep = async (context: WriteContext) => keepAnswer(context, claim.id, position, answer);
    await this.#under(claim, keep, 'ownRows');
  }

  async settled(claim: Claim, change: StepChange): Promise<void> {
    await this.#under(claim, async (context) => {
      const step = stepAt(await known(context, claim.id), change);
      await changeStep(context, claim.id, step, change);
    });
  }

  async complete(
    claim: Claim,
    work: (operation: OperationRow, scope: LinkScope) => Promise<Completion>,
  ): Promise<OperationRow> {
    return this.#under(claim, async (context) => {
      const operation = await known(context, claim.id);
      const completion = await work(operation, linkScope(context));
      const steps = [...operation.steps];
      for (const change of completion.steps) {
        const step = stepAt(operation, change);
        steps[change.position] = await changeStep(context, claim.id, step, change);
      }
      const after = await end(context, { ...operation, steps }, completion);
      const news = endedRun(operation, after);
      await audit(context, [...(news ? [news] : []), ...notedBy(completion, after)]);
      return after;
    });
  }

  async noteConflicts(): Promise<readonly Conflict[]> {
    if (!(await this.#read(hasToCompare))) return [];
    return this.#write(noteConflicts);
  }

  async scrub(): Promise<void> {
    await this.#scrub();
  }

  async sweep(): Promise<number> {
    const count = await this.#write(async ({ trx, at }) => {
      const gone = await trx
        .deleteFrom('operations')
        .where('state', '=', 'DONE')
        .where('due_at', '<=', at)
        .returning('id')
        .execute();
      return gone.length;
    });
    await this.#scrub();
    return count;
  }

  /** Waits for the writes that others share. */
  async finish(): Promise<void> {
    await this.#grouped.finish();
  }

  /** Renews the lease in the same transaction as the work. */
  async #under<T>(
    claim: Claim,
    work: (context: WriteContext) => Promise<T>,
    hold?: Hold,
  ): Promise<T> {
    const underLease = async (context: WriteContext): Promise<T> => {
      const isHeld = await renewed(context, claim);
      if (!isHeld) throw new LeaseLostError('The operation is run by another process.');
      return work(context);
    };
    if (!claim.lease.isShared) return this.#write(underLease, hold);
    if (hold === 'ownRows') return this.#grouped.run(underLease);
    return this.#grouped.run(underLease, async ({ together }) => together(touchedBy, claim.id));
  }
}

function stepAt({ steps }: OperationRow, { position }: Pick<StepChange, 'position'>): StepRow {
  const step = steps[position];
  if (!step) throw new Error('An operation has no such step.');
  return step;
}
