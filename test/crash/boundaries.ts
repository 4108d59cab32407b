import { Pool } from 'undici';
import type { Dispatcher } from 'undici';
import type { Database } from '../../src/registry/sql/tables.ts';
import { PostgresDatabase } from '../../src/registry/postgres/database.ts';
import { SqliteDatabase } from '../../src/registry/sqlite/database.ts';
import type { Boundary, Stop } from './orders.ts';

/**
 * Counts what a Facet does that others can see: each commit, each request, each answer, and the moment before it. At the
 * one that is asked for, everything of that Facet stands still, as if the process had died there, until it is killed.
 */
export class Boundaries {
  #stop: Stop | null = null;
  #count = 0;
  #goOn: (() => void) | null = null;
  #stillness = Promise.resolve();
  readonly #onStop: (name: Boundary) => void;

  constructor(onStop: (name: Boundary) => void) {
    this.#onStop = onStop;
  }

  /** Counts from now on. */
  arm(stop: Stop): void {
    this.#stop = stop;
    this.#count = 0;
  }

  async pass(name: Boundary): Promise<void> {
    if (this.#stop?.at.includes(name) && !this.#goOn) {
      this.#count += 1;
      if (this.#count === this.#stop.nth) {
        this.#stillness = new Promise((resolve) => (this.#goOn = resolve));
        this.#onStop(name);
      }
    }
    await this.#stillness;
  }

  /** Where nothing is to be counted, and nothing begins while everything stands still. */
  async stillness(): Promise<void> {
    await this.#stillness;
  }

  /** From now on nothing is counted. */
  resume(): void {
    this.#stop = null;
    this.#goOn?.();
    this.#goOn = null;
  }
}

const byDatabaseUrl = new Map<string, Boundaries>();
const byDatabase = new WeakMap<Database, Boundaries>();
const byOrigin = new Map<string, Boundaries>();

/** The Facet of this `DATABASE_URL` and of the backends at these addresses passes these boundaries. */
export function watch(databaseUrl: string, urls: readonly string[], boundaries: Boundaries): void {
  byDatabaseUrl.set(databaseUrl, boundaries);
  for (const url of urls) byOrigin.set(new URL(url).origin, boundaries);
}

/** Puts itself between Facet and its edges: the database and HTTP. */
export function hookEdges(): void {
  hookDatabase(SqliteDatabase, (file) => `sqlite:${file}`);
  hookDatabase(PostgresDatabase, (url) => url);
  hookHttp();
}

interface DatabaseClass {
  readonly prototype: Database;
  open(address: string): Promise<Database>;
}

function hookDatabase(kind: DatabaseClass, urlOf: (address: string) => string): void {
  const { open } = kind;
  const { write } = kind.prototype;
  kind.open = async (address) => {
    const database = await open.call(kind, address);
    const boundaries = byDatabaseUrl.get(urlOf(address));
    if (boundaries) byDatabase.set(database, boundaries);
    return database;
  };
  kind.prototype.write = async function watched(work) {
    const boundaries = byDatabase.get(this);
    await boundaries?.stillness();
    const result = await write.call(this, async (trx) => {
      const done = await work(trx);
      await boundaries?.pass('before a commit');
      return done;
    });
    await boundaries?.pass('after a commit');
    // `call` forgets the type parameter; it is what `work` came to.
    return result as Awaited<ReturnType<typeof work>>;
  };
}

function hookHttp(): void {
  const { dispatch } = Pool.prototype;
  Pool.prototype.dispatch = function watched(options, handler) {
    const boundaries = byOrigin.get(String(options.origin ?? originOf(this)));
    if (!boundaries) return dispatch.call(this, options, handler);
    void boundaries
      .pass('before a request')
      .then(() => dispatch.call(this, options, watchedHandler(handler, boundaries)));
    return true;
  };
}

/** A pool does not tell where it leads; its constructor's argument is kept under a symbol. */
function originOf(pool: Pool): string {
  const symbol = Object.getOwnPropertySymbols(pool).find(
    ({ description }) => description === 'url',
  );
  return symbol ? new URL(String(Reflect.get(pool, symbol))).origin : '';
}

function watchedHandler(
  handler: Dispatcher.DispatchHandler,
  boundaries: Boundaries,
): Dispatcher.DispatchHandler {
  return {
    onRequestStart: (controller, context) => {
      handler.onRequestStart?.(controller, context);
      // By then it is written to the socket, and the kernel delivers it whatever becomes of us.
      setTimeout(() => void boundaries.pass('after a request'), 3);
    },
    onResponseStart: (...args) => handler.onResponseStart?.(...args),
    onResponseData: (...args) => handler.onResponseData?.(...args),
    onResponseEnd: (...args) => {
      void boundaries.pass('after an answer').then(() => handler.onResponseEnd?.(...args));
    },
    onResponseError: (...args) => {
      void boundaries.pass('after an error').then(() => handler.onResponseError?.(...args));
    },
  };
}
