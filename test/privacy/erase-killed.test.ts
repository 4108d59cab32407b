import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, faults, startSandbox } from '../../sandbox/index.ts';
import { type Instance, startInstance } from '../instances/instance.ts';
import { databases } from '../registry/databases.ts';
import { canariesIn, storedText } from './stored-text.ts';

const CREATE = `mutation ($input: CreateUserInput!) { createUser(input: $input) {
  user { id } outcomes { backend status } } }`;
const UPDATE = `mutation ($id: ID!) { updateUser(input: { user: { id: $id }, set: { displayName: "Canary Waiting" } }) {
  outcomes { status } } }`;
const ERASE = `mutation ($id: ID!) { eraseUser(input: { user: { id: $id }, idempotencyKey: $id }) {
  certificate { id userId removed { kind count } } operation { id state } } }`.replace(
  'idempotencyKey: $id',
  'idempotencyKey: "erase"',
);
const AUDIT = `query ($id: ID!) { user(by: { id: $id }) { id }
  audit(filter: { userId: $id, action: ERASE_USER }) { nodes { operationId } } }`;

/** What the tests ask for. */
interface Told {
  readonly createUser?: { readonly user: { readonly id: string } };
  readonly eraseUser?: {
    readonly certificate: { readonly id: string; readonly userId: string } | null;
  };
  readonly audit?: { readonly nodes: readonly { readonly operationId: string | null }[] };
}

const told = ({ data }: Awaited<ReturnType<Instance['query']>>): Told => data ?? {};

describe.each(databases())('an erasure whose process is killed, on $name', ({ newUrl }) => {
  let sandbox: Sandbox;
  let folder: string;
  beforeAll(async () => {
    sandbox = await startSandbox();
    folder = mkdtempSync(join(tmpdir(), 'facet-killed-'));
  });
  afterAll(async () => {
    await sandbox.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const start = async (url: string): Promise<Instance> =>
    startInstance(
      {
        ...sandbox.environment,
        DATABASE_URL: url,
        LOG_LEVEL: 'silent',
        OPERATION_LEASE_MS: '300',
        RECOVERY_INTERVAL_MS: '50',
      },
      folder,
    );

  /** Kills it at once, whatever it is doing. */
  const kill = async ({ pid }: Instance): Promise<void> => {
    process.kill(pid ?? 0, 'SIGKILL');
    await expect.poll(() => isAlive(pid ?? 0)).toBe(false);
  };

  const entered = async (instance: Instance): Promise<string> => {
    const answer = await instance.query(CREATE, {
      input: {
        displayName: 'Canary Name',
        email: 'canary@example.com',
        phone: '+919876500789',
        location: { country: 'IN', city: 'Canary City' },
        haptik: { authId: 'canaryauth' },
        idempotencyKey: 'canary-key',
      },
    });
    return told(answer).createUser?.user.id ?? '';
  };

  /** Killed so long after it was asked for, in milliseconds; then whoever comes next finishes it. */
  const finished = async (url: string, id: string, instance: Instance, afterMs: number) => {
    const asked = instance.query(ERASE, { id }).catch(() => null);
    await sleep(afterMs);
    await kill(instance);
    await asked;
    const next = await start(url);
    const certificate = told(await next.query(ERASE, { id })).eraseUser?.certificate;
    expect(certificate).toMatchObject({ userId: id });
    expect(canariesIn(await storedText(url))).toEqual([]);
    const audited = await next.query(AUDIT, { id });
    expect(audited.data?.['user']).toBeNull();
    const entries = told(audited).audit?.nodes ?? [];
    expect(entries.filter(({ operationId }) => operationId !== null)).toHaveLength(1);
    const again = told(await next.query(ERASE, { id }));
    expect(again.eraseUser?.certificate).toEqual(certificate);
    await next.end();
  };

  it.each([0, 4, 12, 30])('after %i ms is finished by the next one', async (afterMs) => {
    const url = await newUrl();
    const instance = await start(url);
    await finished(url, await entered(instance), instance, afterMs);
  });

  it('while it waits for a request that may be on its way is finished, and nothing of that comes back', async () => {
    const url = await newUrl();
    const instance = await start(url);
    const id = await entered(instance);
    sandbox.backend('HAPTIK').fault('updateUser', faults.status(500));
    await instance.query(UPDATE, { id });
    await finished(url, id, instance, 300);
    sandbox.backend('HAPTIK').clearFaults();
  });
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
