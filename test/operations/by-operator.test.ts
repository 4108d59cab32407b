import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { faults } from '../../sandbox/index.ts';
import { runFacet } from '../cli.ts';
import { startTestFacet } from '../facet.ts';
import type { TestFacet } from '../facet.ts';
import { databases } from '../registry/databases.ts';
import { QUICK, finished, mutate, operationOf, person, statuses } from './operations.ts';

describe.each(databases())('an operator, with $name', ({ newUrl }) => {
  let facet: TestFacet;
  let environment: Readonly<Record<string, string>>;

  beforeAll(async () => {
    const settings = {
      ...QUICK,
      DATABASE_URL: await newUrl(),
      HAPTIK_SETTLE_MS: '0',
      HAPTIK_TRACT_SETTLE_MS: '0',
    };
    facet = await startTestFacet({ environment: settings });
    environment = { ...facet.sandbox.environment, ...settings, SANDBOX: '0' };
  });
  afterAll(async () => facet.close());
  beforeEach(() => facet.sandbox.reset());

  const facetSays = async (...args: readonly string[]) => runFacet(args, environment);
  const calls = (backend: 'HAPTIK' | 'HAPTIK_TRACT' | 'EMERITUS') =>
    facet.sandbox.backend(backend).requests.length;

  /** One that waits for its next try until somebody comes. */
  async function waiting(): Promise<string> {
    facet.sandbox.backend('HAPTIK').fault('*', faults.status(500));
    const asked = { ...person(), backends: ['HAPTIK'] };
    const { operation } = await mutate(facet.url, 'createUser', asked);
    const id = operation?.id ?? '';
    // The backoff grows, and the running Facet has it again and again until then.
    await expect.poll(async () => putOff(id)).toBe(true);
    facet.sandbox.backend('HAPTIK').clearFaults();
    return id;
  }

  /** Has it wait for years; `false` while a Facet works on it. */
  async function putOff(id: string): Promise<boolean> {
    const { operations } = facet.registry;
    const claim = { id, lease: { owner: 'test', ms: 5000 } };
    if (!(await operations.claim(claim))) return false;
    const dueAt = new Date(operations.now() + 300_000).toISOString();
    await operations.complete(claim, async ({ userId }) => {
      return { userId, steps: [], state: 'WAITING', dueAt, waits: 3 };
    });
    return true;
  }

  /** One of which nobody knows whether it took effect. */
  async function unknown(): Promise<string> {
    facet.sandbox.backend('HAPTIK_TRACT').fault('createUser', faults.lostAnswer(), 1);
    const asked = { ...person(), backends: ['HAPTIK_TRACT'] };
    const payload = await mutate(facet.url, 'createUser', asked);
    expect(statuses(payload)[0]).toBe('HAPTIK_TRACT UNKNOWN');
    return payload.operation?.id ?? '';
  }

  it('has a write tried at once that waits for its next try', async () => {
    const id = await waiting();
    expect((await facetSays('operations', '--open')).stdout).toContain(id);
    const told = await facetSays('operations', 'retry', id);
    expect(told).toMatchObject({ code: 0, stderr: '' });
    expect(told.stdout).toContain('tried again within seconds');
    expect(statuses(await finished(facet.url, id))).toContain('HAPTIK CREATED');
    expect((await facetSays('operations', '--open')).stdout).not.toContain(id);
    const shown = await facetSays('operations', 'show', id);
    expect(shown.stdout).toMatch(/\n {2}retried {4}\d{4}-.+, by \S+\n/);
    const again = await facetSays('operations', 'retry', id);
    expect(again).toMatchObject({ code: 1, stdout: '' });
    expect(again.stderr).toMatch(/^Nothing was changed\. It is done, .+\n$/);
  });

  it('has a write tried again that failed without an effect', async () => {
    facet.sandbox.backend('EMERITUS').fault('createUser', faults.status(503));
    const asked = { ...person(), backends: ['EMERITUS'], idempotencyKey: crypto.randomUUID() };
    const payload = await mutate(facet.url, 'createUser', asked);
    expect(statuses(payload)).toContain('EMERITUS FAILED');
    facet.sandbox.backend('EMERITUS').clearFaults();
    const id = payload.operation?.id ?? '';
    expect((await facetSays('operations', 'retry', id)).code).toBe(0);
    await expect
      .poll(async () => statuses((await operationOf(facet.url, id)) ?? { outcomes: [] }))
      .toContain('EMERITUS CREATED');
    expect((await mutate(facet.url, 'createUser', asked)).outcomes[4]?.status).toBe('CREATED');
  });

  it('is refused to send again what may have taken effect, and is told what to do instead', async () => {
    const id = await unknown();
    const before = calls('HAPTIK_TRACT');
    const told = await facetSays('operations', 'retry', id);
    expect(told).toMatchObject({ code: 1, stdout: '' });
    expect(told.stderr).toMatch(
      /^Nothing was changed\. It may have taken effect.+linkAccount.+\n$/,
    );
    expect(calls('HAPTIK_TRACT')).toBe(before);
  });

  it('gives up a write of unknown outcome, which is listed no more and stays in the audit', async () => {
    const id = await unknown();
    expect((await facetSays('operations', '--unknown')).stdout).toContain(id);
    expect((await facetSays('operations')).stdout).toContain(id);
    const told = await facetSays('operations', 'give-up', id, '--reason', 'looked, nobody there');
    expect(told).toMatchObject({ code: 0, stderr: '' });
    expect((await facetSays('operations', '--unknown')).stdout).not.toContain(id);
    expect((await facetSays('operations')).stdout).not.toContain(id);
    expect((await facetSays('operations', 'show', id)).stdout).toContain('looked, nobody there');
    expect(statuses((await operationOf(facet.url, id)) ?? { outcomes: [] })).toContain(
      'HAPTIK_TRACT UNKNOWN',
    );
    const any = { caller: null, action: null, userId: null, since: null, until: null };
    const range = { limit: 10, direction: 'older', beyond: null } as const;
    const entries = await facet.registry.audit.page({ ...any, operationId: id }, range);
    expect(entries).toContainEqual(
      expect.objectContaining({ action: 'GIVE_UP_OPERATION', detail: 'looked, nobody there' }),
    );
    expect((await facetSays('operations', 'give-up', id, '--reason', 'again')).code).toBe(1);
  });

  it('gives up a write that waits, of which nothing is sent any more', async () => {
    const id = await waiting();
    const told = await facetSays('operations', 'give-up', id, '--reason', 'the vendor lost it');
    expect(told).toMatchObject({ code: 0, stderr: '' });
    const before = calls('HAPTIK');
    const operation = await operationOf(facet.url, id);
    expect(operation?.state).toBe('DONE');
    expect(operation?.outcomes[1]).toMatchObject({ backend: 'HAPTIK', status: 'UNKNOWN' });
    expect(operation?.outcomes[1]?.error?.message).toContain('Its operator gave it up.');
    expect((await facetSays('operations', '--open')).stdout).not.toContain(id);
    expect(calls('HAPTIK')).toBe(before);
  });

  it('is refused while a Facet works on the write', async () => {
    const id = await waiting();
    const claim = { id, lease: { owner: 'somebody', ms: 600_000 } };
    expect(await facet.registry.operations.claim(claim)).not.toBeNull();
    for (const command of [['retry'], ['give-up', '--reason', 'why']]) {
      const told = await facetSays('operations', ...command, id);
      expect(told).toMatchObject({ code: 1, stdout: '' });
      expect(told.stderr).toMatch(/^Nothing was changed\. A Facet is working on it just now.+\n$/);
    }
  });

  it('finds the writes of one person', async () => {
    const payload = await mutate(facet.url, 'createUser', { ...person(), backends: ['HAPTIK'] });
    const [user, id] = [payload.user?.id ?? '', payload.operation?.id ?? ''];
    const told = await facetSays('operations', '--user', user);
    expect(told.stdout).toMatch(new RegExp(`^${id} .+HAPTIK create CREATED.*\n$`));
    const open = await facetSays('operations', '--user', user, '--open');
    expect(open.stdout).toBe('No write is open.\n');
    const nobody = await facetSays('operations', '--user', 'user_00000000000000000000000000');
    expect(nobody).toMatchObject({ code: 1, stderr: 'There is no such user.\n' });
  });

  it('is asked for a reason, and told of an id that is none', async () => {
    for (const reason of [[], ['--reason', ' '], ['--reason', 'two\nlines']]) {
      const told = await facetSays('operations', 'give-up', 'oper_x', ...reason);
      expect(told.stderr).toMatch(/^Nothing was changed\. Say why by --reason TEXT.+\n$/);
    }
    const none = await facetSays('operations', 'retry', 'oper_x');
    expect(none.stderr).toMatch(/^Nothing was changed\. There is no such operation.+\n$/);
  });
});
