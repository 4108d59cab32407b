import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import { DatabaseError, Pool } from 'pg';
import type { PoolClient, PoolConfig } from 'pg';
import { ConnectionFailure } from './postgres-error.ts';
import { Turns } from './turns.ts';

export interface PoolOptions extends PoolConfig {
  /** Connections at most. */
  readonly max: number;
  /** How long somebody waits for one while all are in use. To connect takes its own time. */
  readonly waitMs: number;
}

/**
 * A pool of connections that survives the database's restart: what the network did becomes a `ConnectionFailure`, and a
 * connection that failed once, or on which an answer did not come in time, is never used again.
 */
export class ReconnectingPool implements PostgresPool {
  readonly options: PoolConfig;
  readonly #pool: Pool;
  /** Ahead of the pool's own queue, in which the time to connect would run already. */
  readonly #turns: Turns;

  constructor({ waitMs, ...config }: PoolOptions) {
    this.options = config;
    this.#turns = new Turns(config.max, waitMs);
    this.#pool = new Pool({ keepAlive: true, application_name: 'facet', ...config });
    // The pool drops a connection that breaks while nobody uses it, and whoever uses one learns from the query: without
    // listeners either would end the process.
    this.#pool.on('error', ignored);
    this.#pool.on('connect', (client) => client.on('error', ignored));
  }

  async connect(): Promise<PostgresPoolClient> {
    const giveBack = await asFailure(this.#turns.take());
    try {
      return new Connection(await asFailure(this.#pool.connect()), giveBack);
    } catch (error) {
      giveBack();
      throw error;
    }
  }

  /** One query on any connection: the shortest way. */
  async query<Row>(text: string, values: readonly unknown[]): Promise<readonly Row[]> {
    const client = await this.connect();
    try {
      return (await client.query<Row>(text, values)).rows;
    } finally {
      client.release();
    }
  }

  /** Waits for the connections in use. */
  async end(): Promise<void> {
    await this.#pool.end();
  }
}

class Connection implements PostgresPoolClient {
  readonly #client: PoolClient;
  readonly #giveBack: () => void;
  #broken = false;

  constructor(client: PoolClient, giveBack: () => void) {
    this.#client = client;
    this.#giveBack = giveBack;
  }

  query<Row>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<Row>>;
  query<Row>(cursor: PostgresCursor<Row>): PostgresCursor<Row>;
  query(text: unknown, values: readonly unknown[] = []): unknown {
    if (typeof text !== 'string') throw new TypeError('Nothing is streamed from the registry.');
    return this.#ask(text, values);
  }

  async #ask(text: string, values: readonly unknown[]): Promise<unknown> {
    try {
      return await asFailure(this.#client.query(text, [...values]));
    } catch (error) {
      if (error instanceof ConnectionFailure) this.#broken = true;
      throw error;
    }
  }

  release(): void {
    this.#client.release(this.#broken);
    this.#giveBack();
  }
}

const ignored = (): void => undefined;

async function asFailure<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof DatabaseError) throw error;
    throw new ConnectionFailure('PostgreSQL did not answer.', { cause: error });
  }
}
