import { Client } from 'pg';
import { inject, afterEach, beforeEach, expect, it } from 'vitest';
import { openRegistry } from '#registry';
import type { Cause, NewAccount, Registry } from '#registry';
import { type Standby, type TestPostgres, startPostgres } from '../postgres.ts';
import { type Switch, startSwitch } from './switch.ts';
import { PACE } from '../pace.ts';

const LINKED: Cause = { kind: 'LINK', actor: 'facet', evidence: 'linkAccount' };
const chakra = (ref: string): NewAccount => ({ backend: 'CHAKRA', scope: '', ref });
const unavailable = { code: 'REGISTRY_UNAVAILABLE' };
/** The bar is two seconds; other tests may run beside this one. */
const HEALED = { timeout: 10_000 * PACE, interval: 50 };

let primary: TestPostgres;
let standby: Standby;
let url: string;
let address: Switch;
let registry: Registry | undefined;

beforeEach(async () => {
  primary = await startPostgres({ shared: inject('runFolder') });
  url = await primary.createDatabase();
  await (await openRegistry(url)).close();
  standby = await primary.startStandby();
  address = await startSwitch(url);
}, 20_000 * PACE);
afterEach(async () => {
  await registry?.close();
  await address.close();
  await standby.close();
  await primary.close();
});

let written = 0;
async function write(to: Registry): Promise<void> {
  written += 1;
  await to.link(null, chakra(`c-${written}`), LINKED);
}

/** Many at once, so that every connection of the pool is used. */
const writeMany = async (to: Registry) =>
  Promise.allSettled(Array.from({ length: 12 }, async () => write(to)));

it(
  'writes again after its address led to a hot standby for a while, on every connection',
  async () => {
    registry = await openRegistry(address.urlOf(url));
    await writeMany(registry);
    const count = await registry.count(null);
    address.leadTo(standby.urlOf(url));
    await primary.stop();
    await expect(write(registry)).rejects.toMatchObject(unavailable);
    await writeMany(registry);
    await expect(registry.ready()).rejects.toMatchObject(unavailable);
    // What is there can still be read.
    expect(await registry.count(null)).toBe(count);
    await primary.start();
    address.leadTo(url);
    await expect
      .poll(async () => writeMany(registry as Registry).then(allWritten), HEALED)
      .toBe(true);
    await registry.ready();
    await expect
      .poll(async () => (await registry?.count(null)) ?? 0, HEALED)
      .toBeGreaterThan(count);
  },
  20_000 * PACE,
);

it(
  'writes to the standby that was promoted behind its address',
  async () => {
    registry = await openRegistry(address.urlOf(url));
    await writeMany(registry);
    address.leadTo(standby.urlOf(url));
    await primary.stop();
    await expect(write(registry)).rejects.toMatchObject(unavailable);
    await standby.promote();
    await expect
      .poll(async () => writeMany(registry as Registry).then(allWritten), HEALED)
      .toBe(true);
    await registry.ready();
  },
  20_000 * PACE,
);

it.each(['', '?target_session_attrs=read-write', '?target_session_attrs=primary'])(
  'finds the one of several hosts that can be written to, and another one later (%s)',
  async (query) => {
    const hosts = [standby.urlOf(url), url].map((one) => new URL(one).hostname).join(',');
    const { pathname } = new URL(url);
    registry = await openRegistry(`postgres://facet@${hosts}${pathname}${query}`);
    await write(registry);
    await registry.ready();
    await primary.stop();
    await expect(write(registry)).rejects.toMatchObject(unavailable);
    await standby.promote();
    await expect
      .poll(async () => writeMany(registry as Registry).then(allWritten), HEALED)
      .toBe(true);
    await registry.ready();
  },
  20_000,
);

it(
  'reads hosts and ports that stand in the query',
  async () => {
    const hosts = [standby.urlOf(url), url].map((one) => decodeURIComponent(new URL(one).hostname));
    const { pathname } = new URL(url);
    const query = new URLSearchParams({ host: hosts.join(','), port: '5432' });
    registry = await openRegistry(`postgres://facet@${pathname}?${query}`);
    const count = await registry.count(null);
    await write(registry);
    expect(await registry.count(null)).toBe(count + 1);
  },
  20_000 * PACE,
);

it(
  'says at the start that a server cannot be written to',
  async () => {
    await expect(openRegistry(standby.urlOf(url))).rejects.toMatchObject({
      name: 'ConfigError',
      message: expect.stringContaining('cannot be written to'),
    });
    await expect(openRegistry(`${url}?target_session_attrs=prefer-standby`)).rejects.toThrow(
      'DATABASE_URL: target_session_attrs must be',
    );
  },
  20_000 * PACE,
);

const allWritten = (results: readonly PromiseSettledResult<void>[]): boolean =>
  results.every(({ status }) => status === 'fulfilled');

it(
  'leaves a host that takes no writes any more on connections that stay open',
  async () => {
    await using other = new AsyncDisposableStack();
    const second = other.adopt(
      await startPostgres({ shared: inject('runFolder') }),
      async (server) => server.close(),
    );
    const secondUrl = await second.createDatabase();
    const twin = new URL(secondUrl);
    twin.pathname = new URL(url).pathname;
    await ask(secondUrl, `create database ${twin.pathname.slice(1)}`);
    await (await openRegistry(twin.href)).close();

    const hosts = [url, twin.href].map((one) => new URL(one).hostname).join(',');
    registry = await openRegistry(`postgres://facet@${hosts}${twin.pathname}`);
    await writeMany(registry);
    expect(await usersAt(twin.href)).toBe(0);
    await ask(url, 'alter system set default_transaction_read_only = on');
    await ask(url, 'select pg_reload_conf()');
    await expect
      .poll(async () => writeMany(registry as Registry).then(allWritten), HEALED)
      .toBe(true);
    expect(await usersAt(twin.href)).toBeGreaterThan(0);
    await registry.ready();
  },
  40_000 * PACE,
);

async function ask(at: string, statement: string): Promise<readonly Record<string, unknown>[]> {
  const client = new Client({ connectionString: at });
  await client.connect();
  const { rows } = await client.query<Record<string, unknown>>(statement);
  await client.end();
  return rows;
}

const usersAt = async (at: string): Promise<number> =>
  Number((await ask(at, 'select count(*)::int as n from users'))[0]?.['n']);
