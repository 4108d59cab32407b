import { randomBytes } from 'node:crypto';
import { chmodSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { expect, it } from 'vitest';
import { openRegistry } from '#registry';
import type { Cause, NewAccount, Registry } from '#registry';
import { installedBinaries, startPostgres } from '../postgres.ts';
import { postgresServer } from './databases.ts';
import { startDistance } from './distant.ts';
import { creation } from './operations-contract.ts';
import { PACE } from '../pace.ts';

const postgres = postgresServer();
const LINKED: Cause = { kind: 'LINK', actor: 'facet', evidence: 'linkAccount' };
const chakra = (ref: string): NewAccount => ({ backend: 'CHAKRA', scope: '', ref });
const unavailable = { code: 'REGISTRY_UNAVAILABLE' };
const unusable = { name: 'ConfigError' };

async function sql(url: string, ...statements: readonly string[]): Promise<readonly unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const results = [];
    for (const statement of statements) results.push((await client.query(statement)).rows);
    return results.at(-1) ?? [];
  } finally {
    await client.end();
  }
}

const closeAll = async (registries: readonly Registry[]) =>
  Promise.all(registries.map(async (registry) => registry.close()));

it('makes the tables once when many instances start at the same time', async () => {
  const url = await postgres().createDatabase();
  const registries = await Promise.all(Array.from({ length: 8 }, async () => openRegistry(url)));
  const made = await sql(url, 'select name from kysely_migration');
  expect(new Set(made.map((row) => JSON.stringify(row))).size).toBe(made.length);
  await registries[0]?.link(null, chakra('c-1'), LINKED);
  expect(await registries[7]?.count(null)).toBe(1);
  await closeAll(registries);
});

it('leaves the tables of a later version alone', async () => {
  const url = await postgres().createDatabase();
  await (await openRegistry(url)).close();
  await sql(url, `insert into kysely_migration values ('9999-later', '2099-01-01T00:00:00.000Z')`);
  await expect(openRegistry(url)).rejects.toMatchObject({
    ...unusable,
    message: expect.stringContaining('its tables are not those of this version'),
  });
});

it('says why PostgreSQL cannot be used, and never the password', async () => {
  const url = await postgres().createDatabase();
  const missing = openRegistry(url.replace(/facet_\w+$/, 'missing'));
  await expect(missing).rejects.toMatchObject({
    ...unusable,
    message: expect.stringContaining('database "missing" does not exist'),
  });
  const nowhere = openRegistry('postgres://someone:secret@%2Fno%2Fsuch%2Ffolder/facet');
  await expect(nowhere).rejects.toMatchObject({
    ...unusable,
    message: expect.stringContaining('PostgreSQL cannot be reached'),
  });
});

it.each([`update history set actor = 'x'`, 'delete from history', 'truncate history'])(
  'keeps the history as it was written: no %s',
  async (statement) => {
    const url = await postgres().createDatabase();
    const registry = await openRegistry(url);
    await registry.link(null, chakra('c-1'), LINKED);
    await expect(sql(url, statement)).rejects.toThrow('history is append-only');
    await registry.close();
  },
);

it('does not take a text that no index holds for an outage', async () => {
  const registry = await openRegistry(await postgres().createDatabase());
  const key = randomBytes(20_000).toString('hex');
  const begun = registry.operations.begin(creation({ key }), { owner: 'me', ms: 60_000 });
  await expect(begun).rejects.toMatchObject({ code: '54000' });
  await registry.close();
});

it('says that nothing was done while PostgreSQL is away, and is there again with it', async () => {
  const registry = await openRegistry(await postgres().createDatabase());
  await registry.link(null, chakra('c-0'), LINKED);
  for (const n of [1, 2, 3]) {
    await postgres().stop();
    await expect(registry.count(null)).rejects.toMatchObject(unavailable);
    await expect(registry.link(null, chakra(`c-${n}`), LINKED)).rejects.toMatchObject(unavailable);
    await postgres().start();
    expect(await registry.count(null)).toBe(n);
    await registry.link(null, chakra(`c-${n}`), LINKED);
  }
  await registry.close();
});

it('undoes what was under way when PostgreSQL ended it', async () => {
  const url = await postgres().createDatabase();
  const registry = await openRegistry(url);
  const { account } = await registry.link(null, chakra('c-1'), LINKED);
  const cut = `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'facet'`;
  const blocker = new Client({ connectionString: url });
  await blocker.connect();
  await blocker.query('begin');
  await blocker.query('lock table history');
  const blocked = registry.link(account.userId, { ...chakra('h'), backend: 'HAPTIK' }, LINKED);
  const refused = expect(blocked).rejects.toMatchObject(unavailable);
  await expect
    .poll(async () => sql(url, 'select 1 from pg_locks where not granted'))
    .toHaveLength(1);
  await sql(url, cut);
  await refused;
  await blocker.query('rollback');
  await blocker.end();
  const [user] = await registry.find([{ by: 'userId', id: account.userId }]);
  expect(user?.accounts).toHaveLength(1);
  await registry.close();
});

it('adopts one user when fifty ask at once on four instances, also where PostgreSQL is far away', async () => {
  const url = await postgres().createDatabase();
  const distance = await startDistance(url);
  const registries = await Promise.all(
    Array.from({ length: 4 }, async () => openRegistry(distance.urlOf(url))),
  );
  distance.setMs(30);
  const adoptions = Array.from({ length: 50 }, async (_, n) =>
    registries[n % registries.length]?.adopt([chakra('c-1')], { ...LINKED, kind: 'ADOPT' }),
  );
  const users = (await Promise.all(adoptions)).flatMap((adopted) => adopted ?? []);
  expect(users).toHaveLength(50);
  expect(new Set(users.map(({ id }) => id)).size).toBe(1);
  distance.setMs(0);
  await closeAll(registries);
  await distance.close();
});

it(
  'runs as well where the project lies in a folder that is closed to others',
  async () => {
    const home = mkdtempSync(join(tmpdir(), 'facet-home-'));
    const installed = join(home, 'native');
    cpSync(installedBinaries(), installed, { recursive: true, verbatimSymlinks: true });
    chmodSync(home, 0o700);
    const server = await startPostgres({ installed });
    const registry = await openRegistry(await server.createDatabase());
    expect(await registry.count(null)).toBe(0);
    await registry.close();
    await server.close();
    rmSync(home, { recursive: true, force: true });
  },
  120_000 * PACE,
);
