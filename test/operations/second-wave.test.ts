import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startSandbox } from '../../sandbox/index.ts';
import type { Sandbox } from '../../sandbox/index.ts';
import { FacetProcess } from '../crash/facet-process.ts';
import { TIMES } from '../crash/times.ts';
import { BOUNDARIES as ALL } from '../crash/orders.ts';
import { mutate, person, statuses } from './operations.ts';
import type { Payload } from './operations.ts';
import { PACE, paced } from '../pace.ts';

/** One Facet that dies at one boundary, with backends and a database of its own. */
interface Lane {
  readonly number: number;
  /** Counted from the mutation on. */
  readonly stopAt: number;
  /** Whether the person was created before. */
  readonly isKnown: boolean;
  readonly file: string;
  readonly sandbox: Sandbox;
  readonly input: object;
  /** How many had an account at HAPTIK at the start. */
  readonly before: number;
}

/** From the request of the first wave to the answer of the second. */
const BOUNDARIES = [5, 6, 7, 8, 9, 10, 11, 12, 13];
const SETTLE_MS = '300';

let folder: string;
let lanes: readonly Lane[];
const processes: FacetProcess[] = [];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'facet-waves-'));
  lanes = await Promise.all(
    [...BOUNDARIES, ...BOUNDARIES].map(async (stopAt, number) => {
      const { haptik: _haptik, haptikTract: _haptikTract, ...someone } = person();
      const sandbox = await startSandbox({ people: 200 });
      return {
        number,
        stopAt,
        isKnown: number < BOUNDARIES.length,
        file: join(folder, `${number}.db`),
        sandbox,
        input: { ...someone, backends: ['HAPTIK', 'EMERITUS'] },
        before: haptikRecords(sandbox),
      };
    }),
  );
});

afterEach(async () => {
  await Promise.all(processes.splice(0).map(async (one) => one.kill()));
  await Promise.all(lanes.map(async ({ sandbox }) => sandbox.close()));
  rmSync(folder, { recursive: true, force: true });
});

const haptikRecords = (sandbox: Sandbox): number => sandbox.backend('HAPTIK').records.all().length;

async function inProcess(work: (lane: Lane, url: string, facet: FacetProcess) => Promise<unknown>) {
  const facet = new FacetProcess();
  processes.push(facet);
  await Promise.all(
    lanes.map(async (lane) => {
      const { number, file, sandbox } = lane;
      const environment = {
        ...sandbox.environment,
        ...TIMES,
        // A busy machine is not to be taken for a silent backend.
        BACKEND_TIMEOUT_MS: paced(3000),
        OPERATION_LEASE_MS: paced(1500),
        HAPTIK_SETTLE_MS: SETTLE_MS,
        EMERITUS_SETTLE_MS: SETTLE_MS,
        DATABASE_URL: `sqlite:${file}`,
      };
      await work(lane, await facet.start({ lane: number, environment, stop: null }), facet);
    }),
  );
  await facet.kill();
  expect(facet.failures()).toEqual([]);
}

/** Sends it until nothing of it is open, since a busy machine may be late. */
async function untilDone(url: string, input: object): Promise<Payload> {
  for (;;) {
    const answer = await mutate(url, 'createUser', input);
    const hasFailed = answer.outcomes.some(({ status }) => status === 'FAILED');
    if (answer.operation?.state === 'DONE' && !hasFailed) return answer;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

it(
  'a creation that dies between its waves makes one account of each, and none a second time',
  { timeout: 90_000 * PACE },
  async () => {
    const known = new Map<Lane, Payload>();
    const idempotencyKey = 'again';
    await inProcess(async (lane, url, facet) => {
      const { number, stopAt, isKnown, input } = lane;
      if (isKnown) known.set(lane, await untilDone(url, { ...input, idempotencyKey: 'known' }));
      await facet.arm(number, { at: ALL, nth: stopAt });
      const answer = mutate(url, 'createUser', { ...input, idempotencyKey }).catch(() => null);
      await Promise.race([answer, facet.stopped(number)]);
    });
    await inProcess(async (lane, url) => {
      const { user, outcomes } = await untilDone(url, { ...lane.input, idempotencyKey });
      expect(user?.accounts).toHaveLength(2);
      if (lane.isKnown) expect(user).toEqual(known.get(lane)?.user);
      expect(statuses({ outcomes })).toContain(`HAPTIK ${lane.isKnown ? 'EXISTED' : 'CREATED'}`);
      expect(haptikRecords(lane.sandbox)).toBe(lane.before + 1);
    });
  },
);
