import { randomUUID } from 'node:crypto';
import type { CallContext } from '#backends';
import type { AccountKey } from '#normalise';
import { isDue, LeaseLostError } from '#registry';
import type { Lease, LiveStep, MutationName, NewStep, OperationRow, StepRow } from '#registry';
import type { WriteResult } from './outcome.ts';
import { runOperation } from './run-operation.ts';
import { runErasure } from './erasure.ts';
import { Endings } from './endings.ts';
import { fingerprintOf } from './fingerprint.ts';
import { withinOperation } from './interruption.ts';
import { awaitsCaller } from './messages.ts';
import type { Initiator, RunDeps } from './sending.ts';
import { canGiveWay, isSameAccount, overlaps } from './order.ts';
import { noteOutcomes, noteRefusal } from './note-outcomes.ts';
import { isNamed } from './phases.ts';
import { settlesAt } from './settling.ts';

/** A mutation that was checked: what it sends, or why it sends nothing. */
export type PreparedMutation =
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'ready'; readonly userId: string | null; readonly steps: readonly NewStep[] };

/** A mutation that sends nothing, since something is wrong with its input. */
export type Refusal = Pick<WriteResult, 'user' | 'outcomes' | 'errors'>;

/** A mutation as it was asked for. */
export interface WriteRequest {
  readonly caller: string;
  readonly mutation: MutationName;
  readonly key: string | null;
  /** The coerced input: the same input is the same operation. */
  readonly input: object;
  /** Checks the whole input. Not called for an operation that is known. */
  readonly plan: () => Promise<PreparedMutation>;
  /** The secret that the input has for a step. */
  readonly secretFor: (step: StepRow) => string | undefined;
  readonly call: CallContext;
}

export type Performed =
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'operation'; readonly operation: OperationRow };

/** An operation that this run alone may write to. */
export interface ClaimedOperation {
  readonly operation: OperationRow;
  readonly lease: Lease;
}

const POLL_MS = 25;
/** However many are ahead. */
const LONGEST_POLL_MS = 500;

/** An operation that is alone now, and one that has nothing left to send, whatever is ahead of it. */
type Way = 'clear' | 'over';

/** Carries out mutations as durable operations: whatever dies in between, what was begun is finished once. */
export class OperationEngine {
  readonly #deps: RunDeps;
  /** When nobody waits for the answer. */
  readonly #background: Initiator;
  readonly #endings = new Endings();

  /** `onChange` is told of every account that was written to when no caller is there to be told. */
  constructor(deps: RunDeps, onChange: NonNullable<CallContext['onChange']> = () => {}) {
    this.#deps = deps;
    const call = { onCall: () => {}, onChange };
    this.#background = { hasCaller: false, call, secretFor: () => undefined };
  }

  /**
   * Carries out a mutation, or answers for the operation that its key names already.
   * @throws REGISTRY_UNAVAILABLE before anything is written down, REGISTRY_INTERRUPTED after
   */
  async perform(request: WriteRequest): Promise<Performed> {
    const { log, settings } = this.#deps;
    const { caller, mutation, key } = request;
    const fingerprint = fingerprintOf(request.input, await log.hashKey());
    const known = key === null ? null : await log.findByKey(caller, mutation, key);
    if (known) return this.#again(known, fingerprint, request);
    const plan = await request.plan();
    if (plan.kind === 'refused') {
      if (plan.refusal.errors.length > 0) noteRefusal(mutation, plan.refusal);
      return plan;
    }
    const { userId, steps } = plan;
    const lease = this.#newLease();
    const keepMs = settings.idempotencyTtlMs;
    const operation = { caller, mutation, key, fingerprint, userId, keepMs, steps };
    const begun = await log.begin(operation, lease);
    if (begun.kind === 'found') return this.#again(begun.operation, fingerprint, request);
    const claimed = { operation: begun.operation, lease };
    return withinOperation(claimed.operation.id, async () =>
      done(await this.#run(claimed, request)),
    );
  }

  /** Takes over operations that nobody works on and that are due, the longest due first. */
  async claimDue(most: number): Promise<readonly ClaimedOperation[]> {
    const lease = { ...this.#newLease(), isShared: true };
    const operations = await this.#deps.log.claimDue(lease, most);
    return operations.map((operation) => ({ operation, lease }));
  }

  /** Takes an operation that was claimed as far as it goes without its caller. */
  async finish(claimed: ClaimedOperation): Promise<OperationRow> {
    return this.#holding(claimed, async () => this.#runClaimed(claimed, this.#background));
  }

  async #again(
    operation: OperationRow,
    fingerprint: string,
    request: WriteRequest,
  ): Promise<Performed> {
    if (operation.fingerprint !== fingerprint) return KEY_REUSED;
    if (operation.state === 'DONE' && !isResumable(operation)) return done(operation);
    return withinOperation(operation.id, async () => this.#goOn(operation, request));
  }

  async #goOn(operation: OperationRow, request: WriteRequest): Promise<Performed> {
    const claimed = operation.state === 'RUNNING' ? null : await this.#claim(operation, true);
    if (claimed) return done(await this.#run(claimed, request));
    const after = await this.#awaited(operation.id, request);
    // Whoever ran it just now had not the secret that this caller has brought.
    const own = after.steps.some(awaitsCaller) ? await this.#claim(after, true) : null;
    return done(own ? await this.#run(own, request) : after);
  }

  async #claim({ id }: Pick<OperationRow, 'id'>, reopen = false): Promise<ClaimedOperation | null> {
    const lease = this.#newLease();
    const operation = await this.#deps.log.claim({ id, lease }, reopen);
    return operation && { operation, lease };
  }

  /** Another one for each run: one that has lost its lease must notice, also when this process has it again. */
  #newLease(): Lease {
    return { owner: randomUUID(), ms: this.#deps.settings.leaseMs };
  }

  /** Waits for whoever runs the operation, and takes it over when they have died. */
  async #awaited(id: string, request: WriteRequest): Promise<OperationRow> {
    const deadline = request.call.deadline ?? Infinity;
    for (;;) {
      const operation = await this.#deps.log.find(id);
      if (!operation) throw new Error('An operation that is waited for is not there.');
      if (operation.state !== 'RUNNING' || performance.now() >= deadline) return operation;
      const claimed = this.#isDue(operation) ? await this.#claim(operation) : null;
      if (claimed) return this.#run(claimed, request);
      await this.#endings.next(id, POLL_MS, deadline);
    }
  }

  async #run(claimed: ClaimedOperation, request: WriteRequest): Promise<OperationRow> {
    const { operation } = claimed;
    const { call, secretFor } = request;
    try {
      return await this.#endings.around(operation.id, async () => {
        const way = await this.#renewing(claimed, async () => this.#clearTheWay(operation, call));
        // Its renewals are shared then, too: one by itself would only get in the way of those that it belongs to.
        const lease = { ...claimed.lease, isShared: way === 'over' };
        const own = { operation, lease };
        const initiator = { hasCaller: true, call, secretFor };
        return this.#renewing(own, async () => this.#runClaimed(own, initiator));
      });
    } catch (error) {
      if (error instanceof LeaseLostError) return this.#awaited(operation.id, request);
      throw error;
    }
  }

  async #runClaimed(
    { operation, lease }: ClaimedOperation,
    initiator: Initiator,
  ): Promise<OperationRow> {
    const claim = { id: operation.id, lease };
    const after = await (operation.mutation === 'eraseUser'
      ? runErasure(operation, claim, initiator.call, this.#deps)
      : runOperation(operation, claim, initiator, this.#deps));
    noteOutcomes(operation, after, initiator.call.requestId ?? null);
    return after;
  }

  /** Works on an operation; afterwards those who wait for it are told. */
  async #holding<T>(claimed: ClaimedOperation, work: () => Promise<T>): Promise<T> {
    return this.#endings.around(claimed.operation.id, async () => this.#renewing(claimed, work));
  }

  /** Keeps the lease on an operation as long as the work takes. */
  async #renewing<T>({ operation, lease }: ClaimedOperation, work: () => Promise<T>): Promise<T> {
    const { log } = this.#deps;
    const claim = { id: operation.id, lease };
    // Whoever loses the lease learns it at the next write.
    const renewal = setInterval(() => void log.renew(claim).catch(() => {}), lease.ms / 3);
    try {
      return await work();
    } finally {
      clearInterval(renewal);
    }
  }

  /**
   * Changes of one account go one after another: waits for older ones that are being sent, finishes those that a crash
   * left behind, and gives those that wait one more try. What waits all the same gives way to this one.
   */
  async #clearTheWay(operation: OperationRow, call: CallContext): Promise<Way> {
    const tried = new Set<string>();
    const deadline = call.deadline ?? Infinity;
    const initiator = { ...this.#background, call: { ...this.#background.call, deadline } };
    while (performance.now() < deadline) {
      const beside = await this.#deps.log.beside(operation);
      const rivals = this.#rivalsOf(operation, beside, tried);
      const [rival] = rivals;
      if (!rival) return 'clear';
      if (await this.#isOver(operation)) return 'over';
      const claimed = this.#isFree(rival, tried) ? await this.#claim(rival.operation) : null;
      if (claimed) {
        if (rival.operation.state === 'WAITING') tried.add(rival.operation.id);
        await this.#holding(claimed, async () => this.#runClaimed(claimed, initiator));
      } else {
        // The last one waits for the others: the more there are, the longer it takes. The first creation is the last, too.
        const awaited = creationsOf(operation) ? rival : (rivals.at(-1) ?? rival);
        const lookMs = Math.min(POLL_MS * rivals.length, LONGEST_POLL_MS);
        await this.#endings.next(awaited.operation.id, lookMs, deadline);
      }
    }
    return 'clear';
  }

  /** Creations of accounts that somebody has by now send nothing, so that they need not be sent one after another. */
  async #isOver(operation: OperationRow): Promise<boolean> {
    const accounts = creationsOf(operation);
    return accounts !== null && this.#deps.log.areLinked(accounts);
  }

  /** What is older and is not over, but for what waits and was tried already: its request may still be on its way. */
  #rivalsOf(
    operation: OperationRow,
    beside: readonly LiveStep[],
    tried: ReadonlySet<string>,
  ): readonly LiveStep[] {
    const { settings, log } = this.#deps;
    const moment = { settings, now: log.now() };
    return beside.filter((other) => {
      if (other.operation.sequence > operation.sequence || other.state === 'DONE') return false;
      if (other.operation.state === 'RUNNING' || other.state === 'ANSWERED') return true;
      const steps = operation.steps.filter(
        (step) => isSameAccount(step, other) && overlaps(step, other),
      );
      if (!tried.has(other.operation.id)) return steps.length > 0;
      return steps.some(
        (step) => canGiveWay(step, other) && settlesAt(other, settings) > moment.now,
      );
    });
  }

  /** Nobody runs it, and no dead request of it can be on its way. */
  #isFree({ operation, state, sentAt, backend }: LiveStep, tried: ReadonlySet<string>): boolean {
    if (operation.state === 'RUNNING') return this.#isDue(operation);
    if (tried.has(operation.id)) return false;
    const { settings, log } = this.#deps;
    return settlesAt({ state, sentAt, backend }, settings) <= log.now();
  }

  #isDue({ dueAt }: Pick<OperationRow, 'dueAt'>): boolean {
    return isDue(dueAt, this.#deps.log.now());
  }
}

/** The accounts of an operation that is about accounts by creating them alone; `null` for any other. */
function creationsOf({ steps }: OperationRow): readonly AccountKey[] | null {
  const open = steps.filter(({ state, account }) => state !== 'DONE' && account !== null);
  if (open.length === 0 || !open.every(isNamed)) return null;
  return open.flatMap(({ account }) => account ?? []);
}

const KEY_REUSED: Performed = {
  kind: 'refused',
  refusal: {
    user: null,
    outcomes: [],
    errors: [
      {
        code: 'IDEMPOTENCY_KEY_REUSED',
        message: 'This key was used with another input. Nothing was done: take a new key.',
        path: ['input', 'idempotencyKey'],
      },
    ],
  },
};

const done = (operation: OperationRow): Performed => ({ kind: 'operation', operation });

const isResumable = ({ steps }: OperationRow): boolean =>
  steps.some(({ outcome }) => outcome?.resumable);
