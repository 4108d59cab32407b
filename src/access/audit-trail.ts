import { FacetError } from '#errors';
import type { AuditLog, AuditRecord } from '#registry';
import type { AuditAction } from '#schema';
import { LinePace, noteOften } from '#telemetry';

/** Entries that wait for the registry at most: whoever is refused very often must not fill the memory. */
const MOST_WAITING = 1000;
const SWEEP_INTERVAL_MS = 3_600_000;

/** What the audit is told of besides what the registry itself records. */
export interface AuditTrailSettings {
  /** How long an entry is kept, in milliseconds. */
  readonly ttlMs: number;
  /** Told of errors that nobody expected. */
  readonly report: (error: unknown) => void;
}

/**
 * Puts refusals and changes of the keys into the audit, while nobody waits for it, and removes what is old enough. Where
 * the registry fails, the log says that entries are missing.
 */
export class AuditTrail {
  readonly #audit: AuditLog;
  readonly #settings: AuditTrailSettings;
  readonly #recent = new LinePace();
  readonly #timer: NodeJS.Timeout;
  readonly #running = new Set<Promise<void>>();

  constructor(audit: AuditLog, settings: AuditTrailSettings) {
    this.#audit = audit;
    this.#settings = settings;
    const interval = Math.min(SWEEP_INTERVAL_MS, settings.ttlMs);
    this.#timer = setInterval(() => this.#run(async () => this.#sweep()), interval);
    this.#run(async () => this.#sweep());
  }

  /** Credentials were refused, for a reason of few that there are. One entry a minute for each reason and caller. */
  unauthenticated(reason: string, caller: string | null = null): void {
    if (this.#recent.count(`${reason} ${caller ?? ''}`, 1) === 0) return;
    this.#record({ action: 'UNAUTHENTICATED', caller, code: 'UNAUTHENTICATED', detail: reason });
  }

  /** A caller may not carry out a mutation; `detail` names what they lack. */
  forbidden(caller: string, detail: string): void {
    this.#record({ action: 'FORBIDDEN', caller, code: 'FORBIDDEN', detail });
  }

  /** Those who may call are others now; `detail` says how many came, changed and went, or by what. */
  callersChanged(detail: string): void {
    this.#record({ action: 'CALLERS_CHANGED', caller: 'facet', code: null, detail });
  }

  /** Waits for what is under way. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  #record(told: Pick<AuditRecord, 'caller' | 'code' | 'detail'> & { action: AuditAction }): void {
    if (this.#running.size >= MOST_WAITING) return missing();
    const record = { userId: null, accounts: [], operationId: null, outcomes: [], ...told };
    this.#run(async () => this.#audit.record([record]));
  }

  async #sweep(): Promise<void> {
    await this.#audit.sweep(this.#settings.ttlMs);
  }

  #run(work: () => Promise<void>): void {
    const run = work().catch((error: unknown) => {
      if (error instanceof FacetError) missing();
      else this.#settings.report(error);
    });
    this.#running.add(run);
    void run.then(() => this.#running.delete(run));
  }
}

const missing = (): void =>
  noteOften('error', 'audit', 'The registry fails: entries of the audit are missing.', {
    kind: {},
  });
