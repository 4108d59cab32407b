import type { Operations } from '#registry';
import { metrics, noteOften } from '#telemetry';

const INTERVAL_MS = 10_000;
/** Longer than an operation takes that nothing is wrong with. */
const STUCK_MS = 60_000;
const STUCK =
  'Writes are open for more than a minute: their backend does not take them. `npx facet operations` lists them.';

/** Looks every ten seconds at the operations that are not done: counts them, and tells of writes that do not end. */
export class BacklogWatch {
  readonly #log: Operations;
  readonly #stuckMs: number;
  readonly #timer: NodeJS.Timeout;
  #running: Promise<void> | null = null;

  constructor(log: Operations, intervalMs = INTERVAL_MS, stuckMs = STUCK_MS) {
    this.#log = log;
    this.#stuckMs = stuckMs;
    this.#timer = setInterval(() => this.#start(), intervalMs);
    this.#start();
  }

  /** Waits for what is under way. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
  }

  #start(): void {
    this.#running ??= this.#look()
      // The registry has told the log why.
      .catch(() => undefined)
      .finally(() => (this.#running = null));
  }

  async #look(): Promise<void> {
    const { RUNNING, WAITING, oldest } = await this.#log.backlog();
    const ageMs = oldest === null ? 0 : Math.max(0, this.#log.now() - Date.parse(oldest.createdAt));
    metrics.backlog({ RUNNING, WAITING }, ageMs / 1000);
    if (oldest === null || ageMs < this.#stuckMs) return;
    const latest = {
      operation: oldest.id,
      seconds: Math.round(ageMs / 1000),
      open: RUNNING + WAITING,
    };
    noteOften('error', 'write-stuck', STUCK, { kind: {}, latest });
  }
}
