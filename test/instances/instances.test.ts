import { tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openRegistry } from '../../src/registry/open.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import { postgresServer } from '../registry/databases.ts';
import { type Instance, startInstance } from './instance.ts';

/** Outages in a row; the bar of the issue is 20. */
const OUTAGES = Number(process.env['FACET_TEST_OUTAGES'] ?? 3);
const INSTANCES = 4;

const postgres = postgresServer();
let sandbox: Sandbox;
let databaseUrl: string;
let instances: readonly Instance[];

beforeAll(async () => {
  sandbox = await startSandbox();
  databaseUrl = await postgres().createDatabase();
  const environment = { ...sandbox.environment, DATABASE_URL: databaseUrl };
  // All at once, so that they meet over the tables.
  instances = await Promise.all(
    Array.from({ length: INSTANCES }, async () => startInstance(environment, tmpdir())),
  );
}, 120_000);

afterAll(async () => {
  await Promise.all(instances.map(async (instance) => instance.end()));
  await sandbox.close();
});

const instanceAt = (n: number): Instance => {
  const instance = instances[n % instances.length];
  if (!instance) throw new Error('No instance has started.');
  return instance;
};

/** Whether HAPTIK was told of somebody. */
const told = (authId: string): boolean =>
  sandbox
    .backend('HAPTIK')
    .requests()
    .some(({ body }) => JSON.stringify(body).includes(`${authId}"`));

const USER = 'query ($by: UserBy!) { user(by: $by) { id } }';
const CREATE = `mutation ($authId: ID!) { createUser(input: { backends: [HAPTIK], haptik: { authId: $authId } }) {
  user { id } outcomes { backend status } } }`;

it('adopts one user when fifty requests over all instances ask for one unknown ref', async () => {
  const chakraId = sandbox.strangers
    .flatMap(({ accounts }) => accounts)
    .find(({ backend }) => backend === 'CHAKRA')?.ref;
  const answers = await Promise.all(
    Array.from({ length: 50 }, async (_, n) => instanceAt(n).query(USER, { by: { chakraId } })),
  );
  expect(answers.flatMap(({ errors = [] }) => errors)).toEqual([]);
  expect(new Set(answers.map(({ data }) => JSON.stringify(data))).size).toBe(1);
  const registry = await openRegistry(databaseUrl);
  expect(await registry.count(null)).toBe(1);
  await registry.close();
});

it('shows on every instance what one of them was told', async () => {
  const created = await instanceAt(0).query(CREATE, { authId: 'shared1' });
  const { user } = (created.data?.['createUser'] ?? {}) as { user?: unknown };
  for (const instance of instances) {
    const found = await instance.query(USER, { by: { authId: 'shared1' } });
    expect(found.data).toEqual({ user });
  }
});

it(
  'survives outages of PostgreSQL under load: says so, calls no vendor, loses nothing, comes back',
  async () => {
    const load = new Load();
    const running = Array.from({ length: INSTANCES }, async (_, n) => load.run(n));
    for (let outage = 0; outage < OUTAGES; outage += 1) {
      await sleep(100);
      await postgres().stop();
      await Promise.all(instances.map(async (one) => expect(one.readiness()).resolves.toBe(503)));
      sandbox.resetLogs();
      const refused = await instanceAt(outage).query(CREATE, { authId: `away${outage}` });
      expect(refused.errors?.[0]?.extensions.code).toBe('REGISTRY_UNAVAILABLE');
      expect(told(`away${outage}`)).toBe(false);
      await postgres().start();
      for (const instance of instances) {
        await expect.poll(async () => instance.readiness(), { timeout: 10_000 }).toBe(200);
        const back = await instance.query(USER, { by: { authId: 'shared1' } });
        expect(back.errors).toBeUndefined();
      }
    }
    load.ends = true;
    await Promise.all(running);
    expect(new Set(load.refusals)).toEqual(new Set(['REGISTRY_UNAVAILABLE']));
    expect(load.acknowledged.length).toBeGreaterThan(OUTAGES);
    await expectFound(load.acknowledged);
  },
  30_000 + OUTAGES * 5000,
);

/** Creates one person after another, and keeps what became of each. */
class Load {
  ends = false;
  readonly acknowledged: string[] = [];
  readonly refusals: string[] = [];

  async run(worker: number): Promise<void> {
    for (let n = 0; !this.ends; n += 1) {
      const authId = `load${worker}x${n}`;
      const { data, errors } = await instanceAt(worker).query(CREATE, { authId });
      if (errors) this.refusals.push(...errors.map(({ extensions }) => extensions.code));
      else if (data) this.acknowledged.push(authId);
    }
  }
}

async function expectFound(authIds: readonly string[]): Promise<void> {
  const registry = await openRegistry(databaseUrl);
  const keys = authIds.map((ref) => ({ by: 'key', backend: 'HAPTIK', scope: '', ref }) as const);
  const found = (await registry.find(keys)).flatMap(({ accounts }) => accounts);
  const refs = new Set(found.map(({ ref }) => ref));
  expect(authIds.filter((authId) => !refs.has(authId))).toEqual([]);
  await registry.close();
}
