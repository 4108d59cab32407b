import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import { DatabaseError, Pool } from 'pg';
import type { PoolClient, PoolConfig } from 'pg';
import { ConnectionFailure } from './postgres-error.ts';

/**
 * A pool of connections that survives the database's restart: what the network did becomes a `ConnectionFailure`, and a
 * connection that failed once, or on which an answer did not come in time, is never used again.
 */
export class ReconnectingPool implements PostgresPool {
  readonly options: PoolConfig;
  readonly #pool: Pool;

  constructor(config: PoolConfig) {
    this.options = config;
    this.#pool = new Pool({ keepAlive: true, application_name: 'facet', ...config });
    // The pool drops a connection that breaks while nobody uses it, and whoever uses one learns from the query: without
    // listeners either would end the process.
    this.#pool.on('error', ignored);
    this.#pool.on('connect', (client) => client.on('error', ignored));
  }

  async connect(): Promise<PostgresPoolClient> {
    return new Connection(await asFailure(this.#pool.connect()));
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
  #broken = false;

  constructor(client: PoolClient) {
    this.#client = client;
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
