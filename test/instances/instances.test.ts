import { tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openRegistry } from '#registry';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';
import { postgresServer } from '../registry/databases.ts';
import { CASES, cases } from '../cases.ts';
import { type Instance, startInstance } from './instance.ts';
import { PACE } from '../pace.ts';

/** Outages in a row; alone on a machine each is over within two seconds, and other tests may run beside a quick run. */
const OUTAGES = cases(2);
const HEALTHY_WITHIN_MS = CASES === 1 ? 10_000 * PACE : 2000;
const INSTANCES = 4;
/** Between a person and the next one. */
const PAUSE_MS = 10;

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
}, 120_000 * PACE);

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
const currentOutcome = (authId: string): boolean =>
  sandbox.backend('HAPTIK').records.get({ scope: '', ref: authId }) !== undefined;

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
    const [ready, healthy]: [number[], number[]] = [[], []];
    const running = Array.from({ length: INSTANCES }, async (_, n) => load.run(n));
    for (let outage = 0; outage < OUTAGES; outage += 1) {
      await sleep(100);
      await postgres().stop();
      await Promise.all(instances.map(async (one) => expect(one.readiness()).resolves.toBe(503)));
      const refused = await instanceAt(outage).query(CREATE, { authId: `away${outage}` });
      expect(refused.errors?.[0]?.extensions.code).toBe('REGISTRY_UNAVAILABLE');
      expect(currentOutcome(`away${outage}`)).toBe(false);
      await postgres().start();
      const back = performance.now();
      const since = () => Math.round(performance.now() - back);
      await Promise.all(instances.map(readyAgain));
      ready.push(since());
      await Promise.all(instances.map(async (one) => healthyAgain(one, `back${outage}`)));
      healthy.push(since());
    }
    load.ends = true;
    await Promise.all(running);
    process.stdout.write(
      `ms until all are ready: ${ready.join(' ')}; have read and written: ${healthy.join(' ')}\n`,
    );
    expect(load.acknowledged.length).toBeGreaterThan(OUTAGES);
    expect(await unknown(load.acknowledged)).toEqual([]);
    const { brokenOff, refused } = load;
    expect(refused.filter(currentOutcome)).toEqual([]);
    expect(await held(refused)).toEqual(new Set());
    // Whatever a vendor was told is finished, once the leases of those who were broken off have run out.
    await expect
      .poll(async () => unknown(brokenOff.filter(currentOutcome)), { timeout: 60_000 * PACE })
      .toEqual([]);
  },
  90_000 + OUTAGES * 5000,
);

async function readyAgain(instance: Instance): Promise<void> {
  const timeout = HEALTHY_WITHIN_MS;
  await expect.poll(async () => instance.readiness(), { timeout }).toBe(200);
}

/** Reads and writes, in the queue with the load. */
async function healthyAgain(instance: Instance, authId: string): Promise<void> {
  const read = await instance.query(USER, { by: { authId: 'shared1' } });
  expect(read.errors).toBeUndefined();
  const written = await instance.query(CREATE, { authId });
  expect(written.errors).toBeUndefined();
}

/** Creates one person after another, and keeps what became of each. */
class Load {
  ends = false;
  readonly acknowledged: string[] = [];
  /** Of these it was said that nothing was done. */
  readonly refused: string[] = [];
  /** Of these nobody knew, or it was said that they will be finished. */
  readonly brokenOff: string[] = [];

  async run(worker: number): Promise<void> {
    for (let n = 0; !this.ends; n += 1) {
      const authId = `load${worker}x${n}`;
      const { errors } = await instanceAt(worker).query(CREATE, { authId });
      this.#listFor(errors?.[0]?.extensions.code).push(authId);
      // What is refused is refused at once: without a pause four loops would take the machine from everything else.
      await sleep(PAUSE_MS);
    }
  }

  #listFor(code: string | undefined): string[] {
    if (code === undefined) return this.acknowledged;
    expect(['REGISTRY_UNAVAILABLE', 'REGISTRY_INTERRUPTED']).toContain(code);
    return code === 'REGISTRY_UNAVAILABLE' ? this.refused : this.brokenOff;
  }
}

/** Which of them the registry does not know. */
async function unknown(authIds: readonly string[]): Promise<readonly string[]> {
  const found = await held(authIds);
  return authIds.filter((authId) => !found.has(authId));
}

/** Which of them the registry knows. */
async function held(authIds: readonly string[]): Promise<ReadonlySet<string>> {
  const registry = await openRegistry(databaseUrl);
  const keys = authIds.map((ref) => ({ by: 'key', backend: 'HAPTIK', scope: '', ref }) as const);
  const found = (await registry.find(keys)).flatMap(({ accounts }) => accounts);
  await registry.close();
  return new Set(found.map(({ ref }) => ref));
}
