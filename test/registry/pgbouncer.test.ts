import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRegistry } from '#registry';
import type { Cause, NewAccount } from '#registry';
import { PGBOUNCER, type Pgbouncer, startPgbouncer } from '../pgbouncer.ts';
import { postgresServer } from './databases.ts';
import { creation, done } from './operations-contract.ts';

const postgres = postgresServer();
const LINKED: Cause = { kind: 'LINK', actor: 'facet', evidence: 'linkAccount' };
const chakra = (ref: string): NewAccount => ({ backend: 'CHAKRA', scope: '', ref });
const REGISTRIES = 4;

const MODES = ['session', 'transaction'] as const;
const modes = PGBOUNCER === null ? [] : MODES;

/** Nobody is to take the tests below for passed where they could not run. */
if (PGBOUNCER === null) {
  process.stdout.write('The registry was not tried behind PgBouncer: this machine has none.\n');
}

/** PgBouncer refuses a connection whose startup message has any other parameter. */
const TRACKED = new Set(['user', 'database', 'client_encoding', 'application_name']);

it('asks for nothing in its startup message that PgBouncer does not know', async () => {
  const asked = Promise.withResolvers<readonly string[]>();
  const server = createServer((socket) => {
    socket.once('data', (message) => {
      // Length and protocol version, then names and values, each with a zero after it.
      const words = message.subarray(8).toString().split('\0');
      asked.resolve(words.filter((word, index) => index % 2 === 0 && word !== ''));
      socket.destroy();
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const opened = openRegistry(`postgres://facet@127.0.0.1:${port}/facet`);
  await expect(opened).rejects.toMatchObject({ name: 'ConfigError' });
  server.close();
  expect((await asked.promise).filter((name) => !TRACKED.has(name))).toEqual([]);
  expect(await asked.promise).toContain('user');
});

describe.each(modes)('behind PgBouncer in %s mode', (mode) => {
  let direct: string;
  let pooler: Pgbouncer;
  beforeAll(async () => {
    direct = await postgres().createDatabase();
    pooler = await startPgbouncer(direct, mode);
  });
  afterAll(async () => pooler.close());

  it('reads and writes from several processes at once, and leaves no session changed', async () => {
    const registries = await Promise.all(
      Array.from({ length: REGISTRIES }, async () => openRegistry(pooler.urlOf(direct))),
    );
    const each = async (n: number) => {
      const registry = registries[n % REGISTRIES];
      await registry?.link(null, chakra(`c-${n}`), LINKED);
      await registry?.adopt([chakra('hot')], { ...LINKED, kind: 'ADOPT' });
      const lease = { owner: `o${n}`, ms: 60_000 };
      const begun = await registry?.operations.begin(creation({ key: `k${n}` }), lease);
      const claim = { id: begun?.operation.id ?? '', lease };
      await registry?.operations.renew(claim);
      await registry?.operations.complete(claim, async () => done());
      await registry?.ready();
      return registry?.find([{ by: 'key', ...chakra(`c-${n}`) }]);
    };
    const found = await Promise.all(Array.from({ length: 24 }, async (_, n) => each(n)));
    expect(found.flat()).toHaveLength(24);
    expect(await registries[0]?.count(null)).toBe(25);
    expect(await registries[0]?.operations.hashKey()).toBe(
      await registries[1]?.operations.hashKey(),
    );
    expect(await settingsOfEverySession(pooler.urlOf(direct))).toEqual(new Set(['on 0']));
    expect(await locksLeft(direct)).toBe(0);
    await Promise.all(registries.map(async (registry) => registry.close()));
  });

  it('shows why a database cannot be used, and the start ends', async () => {
    const missing = openRegistry(pooler.urlOf('/nobodys_database'));
    await expect(missing).rejects.toMatchObject({
      name: 'ConfigError',
      message: expect.stringMatching(/nobodys_database|does not exist/),
    });
  });
});

describe.each(modes)('behind PgBouncer in %s mode that has few connections', (mode) => {
  it('answers everybody over those that it got', async () => {
    const direct = await postgres().createDatabase();
    const pooler = await startPgbouncer(direct, mode, 3);
    const registry = await openRegistry(pooler.urlOf(direct));
    const linked = Array.from({ length: 40 }, async (_, n) => {
      await registry.link(null, chakra(`c-${n}`), LINKED);
      return registry.find([{ by: 'key', ...chakra(`c-${n}`) }]);
    });
    expect((await Promise.all(linked)).flat()).toHaveLength(40);
    await registry.close();
    await pooler.close();
  });
});

/** As another client of the pooler finds them. */
async function settingsOfEverySession(url: string): Promise<ReadonlySet<string>> {
  const clients = Array.from({ length: 6 }, () => new Client({ connectionString: url }));
  await Promise.all(clients.map(async (client) => client.connect()));
  const rows = await Promise.all(
    clients.map(async (client) => {
      const { rows: found } = await client.query<{ told: string }>(
        `select current_setting('enable_seqscan') || ' ' || current_setting('statement_timeout') as told
         from pg_sleep(0.1)`,
      );
      return found[0]?.told ?? '';
    }),
  );
  await Promise.all(clients.map(async (client) => client.end()));
  return new Set(rows);
}

async function locksLeft(url: string): Promise<number> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(`select 1 from pg_locks where locktype = 'advisory'`);
  await client.end();
  return rows.length;
}
