import { setTimeout as sleep } from 'node:timers/promises';
import { Kysely, sql } from 'kysely';
import type { CompiledQuery, PostgresPool } from 'kysely';
import { committed } from '../sql/commit.ts';
import { none } from '../sql/contact-point-rows.ts';
import type { Database, Done, Hold, Tables, Work, WriteOptions } from '../sql/tables.ts';
import { migrate, migrationState } from '../migrations/migrate.ts';
import type { MigrationState } from '../migrations/migrate.ts';
import { PostgresClock } from './clock.ts';
import {
  LostConnection,
  isBreak,
  isConflict,
  isDatabaseFailure,
  isDuplicate,
  isReadOnly,
} from './error.ts';
import { FacetPostgresDialect } from './dialect.ts';
import { reasonOf } from './failure-reason.ts';
import type { Beginning } from './dialect.ts';
import type { RenewedUrl } from './hosts.ts';
import { EachAnywhere, ReconnectingPool } from './pool.ts';
import { writeProbe } from '../sql/probe.ts';
import { QUERY_TIMEOUT_MS } from './session.ts';
import { parsePostgresUrl } from './database-url.ts';
import type { PostgresTarget } from './database-url.ts';
import type { ContactPointsOf } from '../registry.ts';
import type { SharedCounters } from '../shared-counters.ts';
import { Turns } from './turns.ts';

/** How long somebody waits for a connection while all are in use; a statement may take four seconds. */
const WAIT_MS = 5000;
/** Connections of one process, so that a few processes fit into the 100 that PostgreSQL takes by default. */
const READERS = 8;
const WRITERS = 4;
/** How long transactions that came in each other's way are repeated. */
const CONFLICT_TIMEOUT_MS = 5000;
/** A key that is still there after so many is not of somebody who came in between. */
const DUPLICATE_ATTEMPTS = 3;
/** How long a write waits for those before it that came in each other's way too. */
const TURN_TIMEOUT_MS = 8000;
/** The number of an advisory lock, the same in every version of Facet. */
const MIGRATION = 7_203_941_001;

/** Fails where somebody keeps others from writing to the tables, as by a lock. */
const FREE_TO_WRITE = `set local lock_timeout = 1000;
  lock table users, accounts, history, operations, operation_steps in row exclusive mode`;

/** A database whose user and password may change. */
interface RenewedTarget extends PostgresTarget {
  readonly renewedUrl: RenewedUrl | undefined;
}

/** Two pools to one database, so that no read waits for a write. */
export class PostgresDatabase implements Database {
  readonly reader: Kysely<Tables>;
  readonly failed = isDatabaseFailure;
  readonly reasonOf = reasonOf;
  readonly lateReason = 'timed-out';
  readonly counters: SharedCounters = {
    query: async ({ text, values = [] }) => {
      const { rows } = await this.#writing.query<unknown>(text, values);
      return { rows, rowCount: rows.length };
    },
  };
  readonly #writers: Readonly<Record<Hold | 'alone', Kysely<Tables>>>;
  readonly #turns = new Turns(1, TURN_TIMEOUT_MS);
  readonly #sequence = new Turns(1, TURN_TIMEOUT_MS);
  readonly #reading: ReconnectingPool;
  readonly #writing: ReconnectingPool;
  readonly #running = new Set<Promise<unknown>>();
  #clock: PostgresClock | null = null;
  #closed: Promise<void> | null = null;

  /** Brings the tables up to date. Throws ConfigError for the URL, or what PostgreSQL or the migration threw. */
  static async open(
    url: string,
    contactPointsOf: ContactPointsOf = none,
    renewedUrl?: RenewedUrl,
  ): Promise<PostgresDatabase> {
    const target = { ...parsePostgresUrl(url), renewedUrl };
    await migrateOnce(target, contactPointsOf);
    const database = new PostgresDatabase(target);
    database.#clock = await PostgresClock.start(async () => database.#readClock());
    return database;
  }

  private constructor({ urls, isStrict, renewedUrl }: RenewedTarget) {
    const config = { urls, renewedUrl, waitMs: WAIT_MS, queryTimeoutMs: QUERY_TIMEOUT_MS };
    const reading = {
      ...config,
      max: READERS,
      use: 'reading' as const,
      acceptsReadOnly: !isStrict,
    };
    this.#reading = new ReconnectingPool(reading);
    this.#writing = new ReconnectingPool({ ...config, max: WRITERS, acceptsReadOnly: false });
    this.reader = over(new EachAnywhere(this.#reading), 'plain');
    this.#writers = {
      all: over(this.#writing, 'beside'),
      alone: over(this.#writing, 'alone'),
      ownRows: over(this.#writing, 'ownRows'),
      inSequence: over(this.#writing, 'inSequence'),
    };
  }

  now(): number {
    if (!this.#clock) throw new Error('The clock of a database is read before it is used.');
    return this.#clock.now();
  }

  async #readClock(): Promise<number> {
    const { rows } = await this.#reading.read<{ now: number }>(
      'select (extract(epoch from clock_timestamp()) * 1000)::float8 as now',
      [],
    );
    return Number(rows[0]?.now);
  }

  async select<Row>({ sql: text, parameters }: CompiledQuery<Row>): Promise<readonly Row[]> {
    return (await this.#reading.read<Row>(text, parameters)).rows;
  }

  async write<T>(work: Work<T>, { hold = 'all', done }: WriteOptions<T> = {}): Promise<T> {
    const running = this.#writeWith(hold, work, done);
    this.#running.add(running);
    try {
      return await running;
    } finally {
      this.#running.delete(running);
    }
  }

  async probe(at: string): Promise<void> {
    await this.write(
      async (trx) => {
        await sql.raw(FREE_TO_WRITE).execute(trx);
        await writeProbe(trx, at);
      },
      { hold: 'ownRows' },
    );
  }

  async close(): Promise<void> {
    this.#closed ??= this.#close();
    await this.#closed;
  }

  async #close(): Promise<void> {
    await Promise.allSettled(this.#running);
    await Promise.all([this.#reading.end(), this.#writing.end()]);
  }

  async #writeWith<T>(hold: Hold, work: Work<T>, done?: Done<T>): Promise<T> {
    switch (hold) {
      case 'all':
        return this.#write(work, done);
      case 'ownRows':
        return repeated(async () => this.#attempt(hold, work));
      case 'inSequence':
        return waited(this.#sequence, async () => repeated(async () => this.#attempt(hold, work)));
    }
  }

  /**
   * Most writes meet no other one. Those that do are repeated one after another, however many there are, and wait for that
   * without a connection. What comes while some are waiting would only meet them.
   */
  async #write<T>(work: Work<T>, done?: Done<T>): Promise<T> {
    if (this.#turns.isBusy) return this.#inTurn(work, done);
    try {
      return await this.#attempt('all', work);
    } catch (error) {
      if (!isConflict(error) && !isDuplicate(error)) throw error;
    }
    return this.#inTurn(work, done);
  }

  async #inTurn<T>(work: Work<T>, done?: Done<T>): Promise<T> {
    const known = await done?.();
    if (known) return known;
    return waited(
      this.#turns,
      async () => (await done?.()) ?? repeated(async () => this.#attempt('alone', work)),
    );
  }

  /** What met a server that was gone, or is none to write to any more, has done nothing: the next one may be a better one. */
  async #attempt<T>(as: Hold | 'alone', work: Work<T>): Promise<T> {
    const attempt = async () =>
      committed(async (all) => this.#writers[as].transaction().execute(all), work, isBreak);
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof LostConnection) && !isReadOnly(error)) throw error;
    }
    return attempt();
  }
}

const over = (pool: PostgresPool, beginning: Beginning): Kysely<Tables> =>
  new Kysely({ dialect: new FacetPostgresDialect(pool, beginning) });

/** What waits for its turn here has no connection. */
async function waited<T>(turns: Turns, work: () => Promise<T>): Promise<T> {
  const giveBack = await turns.take();
  try {
    return await work();
  } finally {
    giveBack();
  }
}

/** A process of an earlier version may still come in between. */
async function repeated<T>(ask: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + CONFLICT_TIMEOUT_MS;
  for (let attempts = 1; ; attempts += 1) {
    try {
      return await ask();
    } catch (error) {
      const again = isConflict(error) || (isDuplicate(error) && attempts < DUPLICATE_ATTEMPTS);
      if (!again || performance.now() > deadline) throw error;
    }
    await sleep(Math.random() * 10);
  }
}

/** On a connection of its own, as a migration may take longer than a request may. */
async function migrateOnce(
  target: PostgresTarget,
  contactPointsOf: ContactPointsOf,
): Promise<void> {
  await onOne(target, false, async (db) => {
    await migrate(db, { ...DIALECT, contactPointsOf });
    await db.transaction().execute(async (trx) => writeProbe(trx, new Date().toISOString()));
  });
}

/** Changes nothing. `null` when there are no tables of Facet. Throws what PostgreSQL threw. */
export async function inspectPostgres(url: string): Promise<MigrationState | null> {
  return onOne(parsePostgresUrl(url), true, async (db) => migrationState(db, DIALECT));
}

async function onOne<T>(
  { urls }: PostgresTarget,
  acceptsReadOnly: boolean,
  work: (db: Kysely<Tables>) => Promise<T>,
): Promise<T> {
  const pool = new ReconnectingPool({ urls, max: 1, waitMs: WAIT_MS, acceptsReadOnly });
  try {
    return await work(over(pool, 'plain'));
  } finally {
    await pool.end();
  }
}

/** https://www.postgresql.org/docs/current/plpgsql-trigger.html */
const appendOnly = (table: string): readonly string[] =>
  refusing(table, `raise exception '${table} is append-only';`);

const appendOnlyUnlessPermitted = (table: string): readonly string[] =>
  refusing(
    table,
    `if not exists (select from permitted_changes where table_name = '${table}') then
      raise exception '${table} is append-only'; end if; return null;`,
  );

const permit = (table: string): readonly string[] => [
  `drop trigger if exists ${table}_append_only on ${table}`,
  `drop function if exists ${table}_is_append_only()`,
  ...appendOnlyUnlessPermitted(table),
];

function refusing(table: string, body: string): readonly string[] {
  return [
    `create function ${table}_is_append_only() returns trigger language plpgsql as $$
      begin ${body} end $$`,
    `create trigger ${table}_append_only before update or delete or truncate on ${table}
      for each statement execute function ${table}_is_append_only()`,
  ];
}

const DIALECT = {
  appendOnly,
  appendOnlyUnlessPermitted,
  permit,
  keptInKey: sql``,
  unlogged: sql`unlogged`,
  lock: async (trx: Kysely<Tables>) => sql`select pg_advisory_xact_lock(${MIGRATION})`.execute(trx),
  contactPointsOf: none,
};
