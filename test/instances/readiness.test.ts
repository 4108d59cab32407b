import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Client } from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import { newPostgresUrl } from '../registry/databases.ts';
import { type Instance, startInstance, withFilesUpTo } from './instance.ts';
import { PACE } from '../pace.ts';

const folder = mkdtempSync(join(tmpdir(), 'facet-ready-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The bar for an answer, as supervisors wait no longer. */
const ANSWER_MS = 4000;
const NOTICED = { timeout: 15_000 * PACE, interval: 100 };

const readiness = async ({ url }: Instance): Promise<number> =>
  (await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(ANSWER_MS) })).status;

/** Why an instance says that it is not ready. */
const reasonOf = async ({ url }: Instance): Promise<unknown> =>
  (await (await fetch(`${url}/readyz`)).json()).reason;

/** A backend that is not there: a creation is an operation in the registry all the same. */
const HAPTIK = { HAPTIK_URL: 'http://127.0.0.1:9', HAPTIK_TOKEN: 't', HAPTIK_CLIENT_ID: 'c' };

describe('an instance on SQLite', () => {
  it('is not ready while somebody else holds the file’s lock, and is again afterwards', async () => {
    const file = join(folder, 'locked.db');
    const instance = await startInstance({ ...HAPTIK, DATABASE_URL: `sqlite:${file}` }, folder);
    expect(await readiness(instance)).toBe(200);
    const other = new DatabaseSync(file);
    other.exec('begin immediate');
    expect(await readiness(instance)).toBe(503);
    expect(await reasonOf(instance)).toBe('locked');
    other.exec('rollback');
    other.close();
    await expect.poll(async () => readiness(instance), NOTICED).toBe(200);
    await instance.end();
  });

  it(
    'is not ready on a disk that is full, answers what it knows, and goes on when there is room',
    async () => {
      const file = join(folder, 'full.db');
      const environment = { ...HAPTIK, DATABASE_URL: `sqlite:${file}` };
      const instance = await startInstance(environment, folder, withFilesUpTo(1000));
      const create = async (n: number) =>
        instance.query(
          `mutation ($key: String!, $name: String!) { createUser(input: {
          displayName: $name, backends: [HAPTIK], idempotencyKey: $key }) { operation { id } } }`,
          { key: `k-${n}`, name: 'Asha '.repeat(40) },
        );
      let codes: readonly string[] = [];
      for (let n = 0; codes.length === 0 && n < 2000; n += 1) {
        codes = ((await create(n)).errors ?? []).map(({ extensions }) => extensions.code);
      }
      expect(codes).toEqual([expect.stringMatching(/^REGISTRY_(UNAVAILABLE|INTERRUPTED)$/)]);
      // The last pages may hold a small write.
      const readinessWhenFuller = async () => (await create(-1), readiness(instance));
      await expect.poll(readinessWhenFuller, NOTICED).toBe(503);
      expect(await reasonOf(instance)).toBe('disk-error');
      const { data, errors } = await instance.query('{ allUsers(first: 1) { totalCount } }');
      expect([data, errors]).toEqual([{ allUsers: { totalCount: 0 } }, undefined]);
      if (hasPrlimit()) {
        execFileSync('prlimit', ['--pid', String(instance.pid), '--fsize=unlimited']);
        await expect.poll(async () => readiness(instance), NOTICED).toBe(200);
        expect((await create(9999)).errors).toBeUndefined();
      }
      await instance.end();
    },
    60_000 * PACE,
  );
});

/** Only Linux has it: elsewhere nobody can make room for a process again. */
function hasPrlimit(): boolean {
  try {
    execFileSync('prlimit', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe('an instance on PostgreSQL', () => {
  it(
    'is not ready while somebody else keeps it from writing to a table, and is again afterwards',
    async () => {
      const url = await newPostgresUrl();
      const instance = await startInstance({ ...HAPTIK, DATABASE_URL: url }, folder);
      const other = new Client({ connectionString: url });
      await other.connect();
      for (const table of ['accounts', 'users', 'operations', 'operation_steps', 'history']) {
        expect([table, await readiness(instance)]).toEqual([table, 200]);
        await other.query(`begin; lock table ${table} in exclusive mode`);
        expect([table, await readiness(instance)]).toEqual([table, 503]);
        expect(await reasonOf(instance)).toBe('locked');
        // What can be read is served.
        const { errors } = await instance.query('{ allUsers(first: 1) { totalCount } }');
        expect(errors).toBeUndefined();
        await other.query('rollback');
        await expect.poll(async () => readiness(instance), NOTICED).toBe(200);
      }
      await other.end();
      await instance.end();
    },
    60_000 * PACE,
  );

  it(
    'is not ready while its database lets nobody write',
    async () => {
      const url = await newPostgresUrl();
      const name = new URL(url).pathname.slice(1);
      const instance = await startInstance({ ...HAPTIK, DATABASE_URL: url }, folder);
      const other = new Client({ connectionString: url });
      await other.connect();
      await other.query(`alter database "${name}" set default_transaction_read_only = on`);
      await other.query(`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`);
      await expect.poll(async () => readiness(instance), NOTICED).toBe(503);
      expect(await reasonOf(instance)).toBe('read-only');
      await other.query(`set default_transaction_read_only = off;
      alter database "${name}" set default_transaction_read_only = off`);
      await other.end();
      await expect.poll(async () => readiness(instance), NOTICED).toBe(200);
      await instance.end();
    },
    60_000 * PACE,
  );
});
