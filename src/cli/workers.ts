import cluster from 'node:cluster';
import type { Worker } from 'node:cluster';
import { once } from 'node:events';
import { sumMetrics } from '#telemetry';
import { complain } from './report.ts';

/** What the first process and the others tell each other. */
const READY = 'facet:ready';
const DRAIN = 'facet:drain';

/** One that served for so long did not end by what the one before ended by. */
const STABLE_MS = 60_000;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 10_000;
/** So many in a row that end before they serve: it is not by chance. */
const MOST_FAILED_STARTS = 5;

/** Whether this process serves for another one, which began it. */
export const isWorker = cluster.isWorker;
/** The one that greets: what it says is the same for all. */
export const isFirstWorker = cluster.worker?.id === 1;

/** In a process that serves, or is about to: ends it when the first process says so. */
export function heedFirstProcess(end: () => void): void {
  process.on('message', (message) => {
    if (message === DRAIN) end();
  });
}

/** Tells the first process that this one serves. */
export const tellReady = (): void => void process.send?.(READY);

/**
 * Serves by several processes on one port, to which node's cluster hands connections in turn. The first one alone opens the
 * registry and brings it up to date; when it cannot start nobody else tries. One that dies is begun anew. Resolves when all
 * of them serve; `null` is the exit code of a process that has not ended.
 */
export class Workers {
  readonly #count: number;
  readonly #served = new WeakMap<Worker, number>();
  /** Ends in a row, since one that had served for long ended: that one is the first. */
  #failures = 0;
  #isStarted = false;
  #isEnding = false;

  constructor(count: number) {
    this.#count = count;
  }

  /** The exit code when the first one cannot start, else `null`. */
  async start(): Promise<number | null> {
    sumMetrics();
    const code = await this.#begin();
    if (code !== null) return code;
    this.#isStarted = true;
    await Promise.all(Array.from({ length: this.#count - 1 }, async () => this.#begin()));
    return null;
  }

  /** One after another, so that there is always one that serves. */
  async drain(): Promise<void> {
    this.#isEnding = true;
    for (const worker of Object.values(cluster.workers ?? {})) {
      if (!worker || worker.isDead()) continue;
      const ended = once(worker, 'exit');
      worker.send(DRAIN, () => undefined);
      await ended;
    }
  }

  /** Ends all at once, whatever they are doing. */
  kill(): void {
    for (const worker of Object.values(cluster.workers ?? {})) worker?.process.kill('SIGKILL');
  }

  /** Resolves when it serves, or with its exit code when it ended before. */
  async #begin(): Promise<number | null> {
    const worker = cluster.fork();
    const { promise, resolve } = Promise.withResolvers<number | null>();
    worker.on('message', (message) => {
      if (message !== READY) return;
      this.#served.set(worker, performance.now());
      resolve(null);
    });
    worker.once('exit', (code) => {
      resolve(code || 1);
      void this.#replace(worker);
    });
    return promise;
  }

  async #replace(worker: Worker): Promise<void> {
    if (this.#isEnding || !this.#isStarted) return;
    const since = this.#served.get(worker) ?? Infinity;
    this.#failures = performance.now() - since > STABLE_MS ? 1 : this.#failures + 1;
    if (since === Infinity && this.#failures > MOST_FAILED_STARTS) {
      complain('Processes of Facet keep ending before they serve: it ends. See the lines above.');
      await this.drain();
      process.exit(1);
    }
    complain(`A process of Facet ended (${reasonOf(worker)}); another one takes its place.`);
    const pause = FIRST_PAUSE_MS * 2 ** (this.#failures - 1);
    await new Promise((resolve) => setTimeout(resolve, Math.min(pause, LONGEST_PAUSE_MS)));
    if (!this.#isEnding) await this.#begin();
  }
}

const reasonOf = ({ process: { exitCode, signalCode } }: Worker): string =>
  signalCode ?? `exit code ${exitCode}`;
