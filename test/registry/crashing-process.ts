/**
 * For each line of its input: opens the registry in its file, makes its call, and stands still in the middle
 * of the change, to be killed there: before its n-th statement, or before its commit.
 */
import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { KyselyPlugin } from 'kysely';
import type { Database } from '../../src/registry/sql/tables.ts';
import { SqlRegistry } from '../../src/registry/sql/sql-registry.ts';
import { SqliteDatabase } from '../../src/registry/sqlite/database.ts';
import { type Command, type CrashPoint, make } from './commands.ts';

const say = (line: string) => writeSync(process.stdout.fd, `${line}\n`);

/** Blocks the process, as a killed one does nothing more. */
function standStill(): void {
  say('standing');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60_000);
  throw new Error('Nobody came to kill this process.');
}

function standingBefore(point: CrashPoint): KyselyPlugin {
  let statements = 0;
  return {
    transformQuery: ({ node }) => {
      if ('before' in point && point.before === statements) standStill();
      statements += 1;
      return node;
    },
    transformResult: async ({ result }) => result,
  };
}

function crashing(database: SqliteDatabase, point: CrashPoint): Database {
  const { reader, failed, reasonOf, lateReason } = database;
  return {
    reader,
    failed,
    reasonOf,
    lateReason,
    now: () => database.now(),
    select: async (query) => database.select(query),
    close: async () => database.close(),
    probe: async (at) => database.probe(at),
    write: async (work) =>
      database.write(async (trx) => {
        const result = await work(trx.withPlugin(standingBefore(point)));
        if ('commit' in point) standStill();
        return result;
      }),
  };
}

for await (const line of createInterface(process.stdin)) {
  const { file, command, point } = JSON.parse(line) as {
    file: string;
    command: Command;
    point: CrashPoint;
  };
  const database = await SqliteDatabase.open(file);
  await make(command, new SqlRegistry(crashing(database, point)));
  say('done');
}
