import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, expect, it } from 'vitest';
import { readConfig } from '#config';
import { openRegistryOf } from '#users';
import { postgresServer } from '../registry/databases.ts';

const postgres = postgresServer();
const folder = mkdtempSync(join(tmpdir(), 'facet-database-file-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function sql(url: string, ...statements: readonly string[]): Promise<readonly object[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    let rows: readonly object[] = [];
    for (const statement of statements) ({ rows } = await client.query(statement));
    return rows;
  } finally {
    await client.end();
  }
}

/** Lets this role in with its password alone, where the server of the tests trusts everybody else. */
async function makeRole(url: string, role: string, password: string): Promise<void> {
  const [row] = await sql(
    url,
    `create role ${role} login password '${password}' superuser`,
    'show hba_file',
  );
  const hba = String(Object(row).hba_file);
  const rules = readFileSync(hba, 'utf8');
  writeFileSync(hba, `local all ${role} scram-sha-256\nhost all ${role} all scram-sha-256\n`);
  appendFileSync(hba, rules);
  await sql(url, 'select pg_reload_conf()');
}

it('an address in a file is read again for new connections: its password may be changed while Facet runs', async () => {
  const url = await postgres().createDatabase();
  await makeRole(url, 'renewed', 'of-last-week');
  const file = join(folder, 'database');
  const as = (password: string): string =>
    `${url.replace(/^(postgres(?:ql)?:\/\/)(?:[^@/?]*@)?/, `$1renewed:${password}@`)}\n`;
  writeFileSync(file, as('of-last-week'));
  const registry = await openRegistryOf(readConfig({ DATABASE_URL_FILE: file, SANDBOX: '0' }));
  expect(await registry.count(null)).toBe(0);

  const cut = "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'renewed'";
  await sql(url, "alter role renewed password 'of this week'", cut);
  await expect.poll(async () => registry.count(null).catch(() => null)).toBeNull();
  writeFileSync(file, as('of%20this%20week'));
  expect(await registry.count(null)).toBe(0);
  await registry.close();
});
