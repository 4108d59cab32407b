import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Fault } from '../../sandbox/faults.ts';
import { startSandbox } from '../../sandbox/index.ts';
import type { Sandbox } from '../../sandbox/index.ts';
import { mutate } from '../operations/operations.ts';
import type { Payload } from '../operations/operations.ts';
import { sqliteDatabase } from './databases.ts';
import type { CrashDatabase } from './databases.ts';
import { FacetProcess } from './facet-process.ts';
import { isOver, TRUE_CONDITIONS } from './lane.ts';
import { TIMES } from './times.ts';
import { until } from '../until.ts';
import { LateCommits } from './late-commits.ts';
import { BOUNDARIES } from './orders.ts';

const { overMs, settleMs } = TRUE_CONDITIONS;

/** A backend where something may go wrong. */
type Place = 'HAPTIK' | 'EMERITUS';

/** Five backends, and a process that serves one sequence after another until it is killed. */
export class Stage {
  readonly sandbox: Sandbox;
  process = new FacetProcess();
  readonly #folder = mkdtempSync(join(tmpdir(), 'facet-model-'));
  #lanes = 0;

  static async open(): Promise<Stage> {
    return new Stage(await startSandbox());
  }

  private constructor(sandbox: Sandbox) {
    this.sandbox = sandbox;
  }

  newDatabase(): CrashDatabase {
    return sqliteDatabase(join(this.#folder, `${randomUUID()}.db`));
  }

  newLane(): number {
    this.#lanes += 1;
    return this.#lanes;
  }

  /** There is another process then. */
  async kill(): Promise<void> {
    await this.process.kill();
    this.process = new FacetProcess();
  }

  async close(): Promise<void> {
    await this.process.kill();
    await this.sandbox.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** A Facet that may be killed, with one person in it. */
export class Living {
  userId = '';
  readonly #stage: Stage;
  readonly #database: CrashDatabase;
  readonly #late: Readonly<Record<Place, LateCommits>>;
  #lane = 0;
  #url = '';

  constructor(stage: Stage) {
    this.#stage = stage;
    this.#database = stage.newDatabase();
    this.#late = { HAPTIK: this.#lateAt('HAPTIK'), EMERITUS: this.#lateAt('EMERITUS') };
  }

  async start(): Promise<void> {
    this.#lane = this.#stage.newLane();
    this.#url = await this.#stage.process.start({
      lane: this.#lane,
      environment: {
        ...this.#stage.sandbox.environment,
        ...TIMES,
        // Longer than a slow commit takes.
        HAPTIK_SETTLE_MS: String(settleMs),
        EMERITUS_SETTLE_MS: String(settleMs),
        DATABASE_URL: this.#database.url,
      },
      stop: null,
    });
  }

  suffer(where: Place, fault: (late: LateCommits) => Fault): void {
    this.#stage.sandbox.backend(where).fault('*', fault(this.#late[where]), 1);
  }

  /** The next mutation meets its end at this boundary. */
  async doom(boundary: number): Promise<void> {
    await this.#stage.process.arm(this.#lane, { at: BOUNDARIES, nth: boundary });
  }

  /** Sends it with its key until it is done, whatever happens on the way. */
  async write(name: string, input: object): Promise<Payload> {
    return until(async () => {
      const answer = await Promise.race([
        mutate(this.#url, name, input).catch((error: unknown) => {
          throw new Error(this.#stage.process.failures().join('\n'), { cause: error });
        }),
        this.#stage.process.stopped(this.#lane).then(() => null),
      ]);
      if (answer === null) {
        await this.#stage.kill();
        await this.start();
      }
      return answer && isOver(answer) ? answer : null;
    });
  }

  async over(): Promise<void> {
    await Promise.all(Object.values(this.#late).map(async (late) => late.over()));
  }

  async end(): Promise<void> {
    const { process } = this.#stage;
    await Promise.race([process.stop(this.#lane), process.stopped(this.#lane)]);
    if (process.hasStopped(this.#lane)) await this.#stage.kill();
    await this.#database.remove();
  }

  #lateAt(backend: Place): LateCommits {
    const late = new LateCommits(overMs, async () => this.#database.notedAt(backend));
    this.#stage.sandbox.backend(backend).fault('*', late.inOrder());
    return late;
  }
}
