import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { faults } from '../../sandbox/index.ts';
import { startTestFacet } from '../facet.ts';
import type { TestFacet } from '../facet.ts';
import { QUICK, finished, mutate, operationOf, person, statuses } from './operations.ts';

let facet: TestFacet;

beforeAll(async () => {
  facet = await startTestFacet({ environment: { ...QUICK, BREAKER: '0' } });
});

afterAll(async () => facet.close());

beforeEach(() => facet.sandbox.reset());

const key = (): string => crypto.randomUUID();

describe('what is PENDING', () => {
  it('is finished in the background, and linked to the same user', async () => {
    for (const backend of ['HAPTIK', 'VOLT_MX', 'EMERITUS'] as const) {
      facet.sandbox.backend(backend).fault('createUser', faults.lostAnswer(), 1);
    }
    const input = { ...person(), idempotencyKey: key() };
    const first = await mutate(facet.url, 'createUser', input);
    expect(statuses(first).filter((line) => line.endsWith('PENDING'))).toHaveLength(3);
    expect(first.operation?.state).toBe('WAITING');
    const operation = await finished(facet.url, first.operation?.id);
    expect(statuses(operation)).toEqual([
      'HAPTIK_TRACT CREATED',
      'HAPTIK CREATED',
      'CHAKRA UNSUPPORTED',
      'VOLT_MX EXISTED',
      'EMERITUS EXISTED',
    ]);
    expect(operation.user).toEqual({ id: first.user?.id });
    const again = await mutate(facet.url, 'createUser', input);
    expect(again.user?.accounts).toHaveLength(4);
    expect(again.outcomes).toEqual(operation.outcomes);
  });

  it('is finished by the caller who comes back with the key', async () => {
    const quiet = await startTestFacet({
      environment: { ...QUICK, RECOVERY_INTERVAL_MS: '600000' },
    });
    quiet.sandbox.backend('EMERITUS').fault('createUser', faults.hang(), 1);
    const input = { ...person(), backends: ['EMERITUS'], idempotencyKey: key() };
    expect(statuses(await mutate(quiet.url, 'createUser', input))).toContain('EMERITUS PENDING');
    const again = await mutate(quiet.url, 'createUser', input);
    expect(again.outcomes[4]).toMatchObject({ status: 'CREATED', attempts: 2 });
    await quiet.close();
  });

  it('is told of by `operation` while it is', async () => {
    facet.sandbox.backend('HAPTIK').fault('*', faults.status(500));
    const payload = await mutate(facet.url, 'createUser', { ...person(), backends: ['HAPTIK'] });
    const operation = await operationOf(facet.url, payload.operation?.id);
    expect(operation).toMatchObject({
      id: payload.operation?.id,
      mutation: 'createUser',
      createdAt: expect.stringMatching(/^\d{4}-/),
      finishedAt: null,
      user: null,
    });
    expect(statuses(operation ?? { outcomes: [] })).toContain('HAPTIK PENDING');
    facet.sandbox.backend('HAPTIK').clearFaults();
    expect(await finished(facet.url, payload.operation?.id)).toMatchObject({
      state: 'DONE',
      finishedAt: expect.stringMatching(/^\d{4}-/),
      user: { id: expect.stringMatching(/^user_/) },
    });
    expect(await operationOf(facet.url, 'oper_nothing')).toBeNull();
  });
});

describe('what is UNKNOWN at the hook', () => {
  it('is never sent again, and says what to check', async () => {
    facet.sandbox.backend('HAPTIK_TRACT').fault('createUser', faults.lostAnswer(), 1);
    const input = { ...person(), idempotencyKey: key() };
    const first = await mutate(facet.url, 'createUser', input);
    expect(first.outcomes[0]).toMatchObject({ status: 'UNKNOWN', attempts: 1 });
    expect(first.outcomes[0]?.error?.message).toContain('look for this person at HAPTIK_TRACT');
    expect(first.operation?.state).toBe('DONE');
    expect(await mutate(facet.url, 'createUser', input)).toEqual(first);
    expect(facet.sandbox.backend('HAPTIK_TRACT').calls('createUser')).toBe(1);
  });
});

describe('operations on one user', () => {
  it('are written one after another: the last one is what stays', async () => {
    const { user } = await mutate(facet.url, 'createUser', person());
    const pools = Array.from({ length: 8 }, (_, n) => `pool-${n}`);
    facet.sandbox.resetLogs();
    facet.sandbox.backend('EMERITUS').fault('updatePool', faults.delay(20));
    const answers = await Promise.all(
      pools.map(async (pool) => mutate(facet.url, 'updatePool', { user: { id: user?.id }, pool })),
    );
    expect(answers.map((answer) => answer.outcomes[4]?.status)).toEqual(pools.map(() => 'UPDATED'));
    const sent = facet.sandbox.backend('EMERITUS').requests();
    for (const [index, { at }] of sent.entries()) {
      expect(at).toBeGreaterThanOrEqual((sent[index - 1]?.at ?? 0) + 15);
    }
    const last = sent.at(-1)?.body;
    const ref = user?.accounts.find(({ ref: one }) => one.includes('-'))?.ref;
    const records = facet.sandbox.backend('EMERITUS').records.all();
    expect(ref).toBeDefined();
    expect(records.find(({ pool }) => pools.some((one) => one === pool))).toMatchObject({
      pool: Object(last).pool,
    });
  });

  it('take the place of what waits for the same thing, and leave other things alone', async () => {
    const { user } = await mutate(facet.url, 'createUser', person());
    const emeritus = facet.sandbox.backend('EMERITUS');
    emeritus.fault('updatePool', faults.status(500));
    const by = { user: { id: user?.id } };
    const one = await mutate(facet.url, 'updatePool', { ...by, pool: 'one' });
    const two = await mutate(facet.url, 'updatePool', { ...by, pool: 'two' });
    expect(one.outcomes[4]).toMatchObject({ status: 'PENDING', attempts: 1 });
    expect(two.outcomes[4]).toMatchObject({ status: 'PENDING', attempts: 1 });
    const owners = await mutate(facet.url, 'updateOwners', { ...by, add: ['o'] });
    expect(statuses(owners)).toEqual(['o UPDATED']);
    emeritus.clearFaults();
    emeritus.clearLog();
    await finished(facet.url, two.operation?.id);
    const pools = emeritus.requests().map(({ body }) => Object(body).pool);
    expect(new Set(pools)).toEqual(new Set(['two']));
    const { outcomes } = await finished(facet.url, one.operation?.id);
    expect(outcomes[4]).toMatchObject({ status: 'UNKNOWN', error: { code: 'CONFLICT' } });
    expect(outcomes[4]?.error?.message).toContain('took the place of this one');
  });
});
