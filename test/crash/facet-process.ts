import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Boundary, Order, Report, Stop } from './orders.ts';
import { COMPILE_CACHE, program } from '../programs.ts';

const PROGRAM = await program('test/crash/process.ts');

type Kind = Report['kind'];
type Of<K extends Kind> = Extract<Report, { kind: K }>;

/** A process with Facets in it, seen from its parent. */
export class FacetProcess {
  readonly #child: ChildProcess;
  readonly #reports: Report[] = [];
  readonly #ready: Promise<unknown>;
  #waiting: (() => void)[] = [];

  /** `skewMs`: how far its clock is ahead. `file`: what it runs, if not this Facet. */
  constructor(skewMs = 0, file = PROGRAM) {
    // As `main.ts` does: Vitest says `test`.
    const own = { NODE_ENV: 'production', CLOCK_SKEW_MS: String(skewMs) };
    const env = { ...process.env, ...own, ...COMPILE_CACHE };
    this.#child = fork(file, {
      env,
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.#child.on('message', (report: Report) => {
      this.#reports.push(report);
      for (const wake of this.#waiting.splice(0)) wake();
    });
    this.#ready = this.#next('ready', -1);
  }

  async start(order: Omit<Extract<Order, { kind: 'start' }>, 'kind'>): Promise<string> {
    await this.#ready;
    this.#child.send({ kind: 'start', ...order } satisfies Order);
    return (await this.#next('started', order.lane)).url;
  }

  /** Starts one that may stand still before it has started. */
  async launch(order: Omit<Extract<Order, { kind: 'start' }>, 'kind'>): Promise<void> {
    await this.#ready;
    this.#child.send({ kind: 'start', ...order } satisfies Order);
  }

  async started(lane: number): Promise<void> {
    await this.#next('started', lane);
  }

  async arm(lane: number, stop: Stop): Promise<void> {
    this.#child.send({ kind: 'arm', lane, stop } satisfies Order);
    await this.#next('armed', lane);
  }

  resume(lane: number): void {
    this.#child.send({ kind: 'resume', lane } satisfies Order);
  }

  /** At which boundary it stood still. */
  async stopped(lane: number): Promise<Boundary> {
    return (await this.#next('stopped', lane)).name;
  }

  hasStopped(lane: number): boolean {
    return this.#reports.some((report) => report.kind === 'stopped' && report.lane === lane);
  }

  async stop(lane: number): Promise<void> {
    this.#child.send({ kind: 'stop', lane } satisfies Order);
    await this.#next('closed', lane);
  }

  /** What went wrong inside since it was last asked. */
  failures(): readonly string[] {
    const reports = this.#reports.splice(0);
    this.#reports.push(...reports.filter(({ kind }) => kind !== 'failed'));
    return reports.flatMap((report) => (report.kind === 'failed' ? [report.reason] : []));
  }

  async kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await gone;
  }

  async #next<K extends Kind>(kind: K, lane: number): Promise<Of<K>> {
    for (;;) {
      const index = this.#reports.findIndex((one) => one.kind === kind && one.lane === lane);
      const found = this.#reports[index];
      if (found) {
        if (kind !== 'stopped') this.#reports.splice(index, 1);
        return found as Of<K>;
      }
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }
}

/** The processes of a matrix, or of several one after another: starting one costs a second of CPU. */
export class FacetProcesses {
  /** Takes over from those that were killed. */
  readonly rescuer: FacetProcess;
  readonly #file: string;
  #spare: FacetProcess;

  /** `file`: what they run, if not this Facet. */
  constructor(file = PROGRAM) {
    this.#file = file;
    this.rescuer = new FacetProcess(0, file);
    this.#spare = new FacetProcess(0, file);
  }

  /** One to be killed, started ahead of need. */
  victim(): FacetProcess {
    const victim = this.#spare;
    this.#spare = new FacetProcess(0, this.#file);
    return victim;
  }

  async close(): Promise<void> {
    await Promise.all([this.rescuer.kill(), this.#spare.kill()]);
  }
}
