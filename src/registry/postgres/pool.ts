import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import type { PoolClient } from 'pg';
import { ConnectionFailure, asFailure, isBreak, isExhausted, isGone, isReadOnly } from './error.ts';
import { metrics } from '#telemetry';
import { PostgresHosts } from './hosts.ts';
import type { HostsOptions } from './hosts.ts';
import { FOR_TRANSACTION, sessionOf } from './session.ts';
import { Turns } from './turns.ts';

export interface PoolOptions extends HostsOptions {
  /** How long somebody waits for a connection while all are in use, in milliseconds. To connect takes its own time. */
  readonly waitMs: number;
  /** What the metrics call the waits for it. */
  readonly use?: 'reading' | 'writing';
}

/** As long as a pool of ours, or of another Facet, keeps a connection that nobody uses. */
const WITHHELD_MS = 10_000;

/**
 * A pool of connections that survives the database's restart, and its move to another host: what the network did becomes a
 * `ConnectionFailure`, and a connection that failed once, on which an answer did not come in time, or that cannot be
 * written to, is never used again. Where the server or a pooler gives fewer connections than there are places, those that
 * it gave are shared.
 */
export class ReconnectingPool implements PostgresPool {
  /** For kysely, which has no use for them here. */
  readonly options = {};
  readonly #hosts: PostgresHosts;
  /** Ahead of the queues of the hosts' own pools, in which the time to connect would run already. */
  readonly #turns: Turns;
  readonly #use: 'reading' | 'writing';

  constructor({ waitMs, use = 'writing', ...options }: PoolOptions) {
    this.#hosts = new PostgresHosts(options);
    this.#turns = new Turns(options.max, waitMs);
    this.#use = use;
  }

  async connect(): Promise<PostgresPoolClient> {
    const giveBack = await this.#turn();
    try {
      const client = await this.#hosts.connect();
      const { isShared } = sessionOf(client);
      const how = { giveBack, onBreak: () => this.#hosts.distrust() };
      return isShared ? new SharedConnection(client, how) : new Connection(client, how);
    } catch (error) {
      if (isExhausted(error) && this.#hosts.hasConnection) {
        setTimeout(giveBack, WITHHELD_MS).unref();
        return this.connect();
      }
      giveBack();
      throw error;
    }
  }

  async #turn(): Promise<() => void> {
    if (!this.#turns.isBusy) return this.#turns.take();
    const begun = performance.now();
    const giveBack = await this.#turns.take();
    metrics.waited(this.#use, (performance.now() - begun) / 1000);
    return giveBack;
  }

  /** One query on any connection: the shortest way. */
  async query<Row>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<Row>> {
    const client = await this.connect();
    try {
      return await client.query<Row>(text, values);
    } finally {
      client.release();
    }
  }

  /**
   * A statement that only reads. Whether a connection is still there shows when it is used: on one that was gone nothing
   * was read, and the statement is asked once more on another one.
   */
  async read<Row>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<Row>> {
    try {
      return await this.query(text, values);
    } catch (error) {
      if (!isGone(error)) throw error;
    }
    return this.query(text, values);
  }

  /** Waits for the connections in use. */
  async end(): Promise<void> {
    await this.#hosts.end();
  }
}

/** For kysely, where each statement only reads: on any connection, since there are no transactions among them. */
export class EachAnywhere implements PostgresPool {
  readonly options = {};
  readonly #pool: ReconnectingPool;

  constructor(pool: ReconnectingPool) {
    this.#pool = pool;
  }

  async connect(): Promise<PostgresPoolClient> {
    return new Anywhere(this.#pool);
  }

  async end(): Promise<void> {
    await this.#pool.end();
  }
}

class Anywhere implements PostgresPoolClient {
  readonly #pool: ReconnectingPool;

  constructor(pool: ReconnectingPool) {
    this.#pool = pool;
  }

  query<Row>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<Row>>;
  query<Row>(cursor: PostgresCursor<Row>): PostgresCursor<Row>;
  query(text: unknown, values: readonly unknown[] = []): unknown {
    if (typeof text !== 'string') throw new TypeError('Nothing is streamed from the registry.');
    return this.#pool.read(text, values);
  }

  release(): void {}
}

interface Keeping {
  readonly giveBack: () => void;
  readonly onBreak: () => void;
}

class Connection implements PostgresPoolClient {
  readonly #client: PoolClient;
  readonly #keeping: Keeping;
  #broken = false;

  constructor(client: PoolClient, keeping: Keeping) {
    this.#client = client;
    this.#keeping = keeping;
  }

  query<Row>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<Row>>;
  query<Row>(cursor: PostgresCursor<Row>): PostgresCursor<Row>;
  query(text: unknown, values: readonly unknown[] = []): unknown {
    if (typeof text !== 'string') throw new TypeError('Nothing is streamed from the registry.');
    return this.ask(text, values);
  }

  protected async ask(text: string, values: readonly unknown[]): Promise<unknown> {
    try {
      return await asFailure(this.#client.query(text, [...values]));
    } catch (error) {
      if (error instanceof ConnectionFailure || isBreak(error) || isReadOnly(error)) {
        this.#broken = true;
        this.#keeping.onBreak();
      }
      throw error;
    }
  }

  release(): void {
    this.#client.release(this.#broken);
    this.#keeping.giveBack();
  }
}

/**
 * A connection through a pooler, whose sessions are everybody's: every transaction gets the settings for itself, and every
 * statement a transaction. What is sent without values may be several statements; what has values is prepared without a
 * name, and done in the same message.
 */
class SharedConnection extends Connection {
  #isInTransaction = false;

  protected override async ask(text: string, values: readonly unknown[]): Promise<unknown> {
    if (isBeginning(text)) return this.#begin(text);
    if (isEnd(text)) this.#isInTransaction = false;
    if (this.#isInTransaction || isEnd(text)) return super.ask(text, values);
    await this.#begin('start transaction');
    try {
      const result = await super.ask(text, values);
      await this.ask('commit', []);
      return result;
    } catch (error) {
      await this.ask('rollback', []).catch(() => undefined);
      throw error;
    }
  }

  /** The settings go ahead of the locks, as they limit the wait for them. */
  async #begin(text: string): Promise<unknown> {
    const [first = text, ...rest] = text.split('; ');
    this.#isInTransaction = true;
    return super.ask([first, FOR_TRANSACTION, ...rest].join('; '), []);
  }
}

const isBeginning = (text: string): boolean => text.startsWith('start transaction');
const isEnd = (text: string): boolean => text === 'commit' || text === 'rollback';
