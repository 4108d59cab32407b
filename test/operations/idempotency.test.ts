import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { faults } from '../../sandbox/index.ts';
import { isOneProcess, startTestFacet } from '../facet.ts';
import type { TestFacet } from '../facet.ts';
import { ALL_CREATED, QUICK, mutate, person, statuses } from './operations.ts';
import { PACE, paced } from '../pace.ts';

let facet: TestFacet;

beforeAll(async () => {
  facet = await startTestFacet({ environment: QUICK });
});

afterAll(async () => facet.close());

beforeEach(() => facet.sandbox.reset());

const key = (): string => crypto.randomUUID();

describe('the same key with the same input', () => {
  it('gives the recorded answer, with no call', async () => {
    const input = { ...person(), idempotencyKey: key() };
    const first = await mutate(facet.url, 'createUser', input);
    facet.sandbox.resetLogs();
    const again = await mutate(facet.url, 'createUser', input);
    expect(JSON.stringify(again)).toBe(JSON.stringify(first));
    expect(statuses(first)).toEqual(ALL_CREATED);
    expect(facet.sandbox.calls()).toEqual({});
  });

  it('does so for every mutation, also when the person has been changed since', async () => {
    const { user } = await mutate(facet.url, 'createUser', person());
    const by = { id: user?.id };
    const writes = [
      ['updateUser', { user: by, set: { displayName: 'Other' }, idempotencyKey: key() }],
      ['updatePool', { user: by, pool: 'alive', idempotencyKey: key() }],
      ['updateEmail', { user: by, email: 'some@example.net', idempotencyKey: key() }],
      ['updateOwners', { user: by, add: ['a', 'b'], idempotencyKey: key() }],
    ] as const;
    const answers = [];
    for (const [name, input] of writes) answers.push(await mutate(facet.url, name, input));
    await mutate(facet.url, 'updateOwners', { user: by, add: ['c'] });
    await mutate(facet.url, 'updatePool', { user: by, pool: 'dead' });
    facet.sandbox.resetLogs();
    for (const [index, [name, input]] of writes.entries()) {
      expect(await mutate(facet.url, name, input)).toEqual(answers[index]);
    }
    expect(answers[3]?.owners).toEqual(['a', 'b']);
    expect(facet.sandbox.calls()).toEqual({});
  });

  it('is the same input in whatever order and spelling that means the same', async () => {
    const { displayName, ...rest } = person();
    const idempotencyKey = key();
    const first = await mutate(facet.url, 'createUser', { displayName, ...rest, idempotencyKey });
    const again = await mutate(facet.url, 'createUser', { idempotencyKey, ...rest, displayName });
    expect(again.operation).toEqual(first.operation);
  });

  it('issues one auth_id at HAPTIK', async () => {
    const input = { backends: ['HAPTIK'], displayName: 'No id', idempotencyKey: key() };
    const first = await mutate(facet.url, 'createUser', input);
    const again = await mutate(facet.url, 'createUser', input);
    expect(again.outcomes).toEqual(first.outcomes);
  });
});

describe('the same key with another input', () => {
  it('is refused, with no call', async () => {
    const input = { ...person(), idempotencyKey: key() };
    await mutate(facet.url, 'createUser', input);
    facet.sandbox.resetLogs();
    const other = await mutate(facet.url, 'createUser', { ...input, displayName: 'Other' });
    expect(other).toEqual({
      user: null,
      outcomes: [],
      errors: [
        {
          code: 'IDEMPOTENCY_KEY_REUSED',
          message: expect.any(String),
          path: ['input', 'idempotencyKey'],
        },
      ],
      operation: null,
    });
    expect(facet.sandbox.calls()).toEqual({});
  });

  it('is refused also when only a secret differs', async () => {
    const { haptik, ...rest } = person();
    const input = (authCode: string) => ({ ...rest, haptik: { ...haptik, authCode } });
    const idempotencyKey = key();
    await mutate(facet.url, 'createUser', { ...input('one'), idempotencyKey });
    const other = await mutate(facet.url, 'createUser', { ...input('two'), idempotencyKey });
    expect(other.errors).toMatchObject([{ code: 'IDEMPOTENCY_KEY_REUSED' }]);
    const same = await mutate(facet.url, 'createUser', { ...input('one'), idempotencyKey });
    expect(same.errors).toEqual([]);
  });

  it('is no matter of another mutation', async () => {
    const idempotencyKey = key();
    const { user } = await mutate(facet.url, 'createUser', { ...person(), idempotencyKey });
    const by = { user: { id: user?.id }, idempotencyKey };
    const moved = await mutate(facet.url, 'updatePool', { ...by, pool: 'alive' });
    expect(moved.errors).toEqual([]);
    expect(statuses(moved)).toContain('EMERITUS UPDATED');
  });
});

it('records no refusal: the key can be used again', async () => {
  const idempotencyKey = key();
  const bad = { ...person(), customData: { a: {} }, idempotencyKey };
  expect((await mutate(facet.url, 'createUser', bad)).errors).toMatchObject([
    { code: 'INVALID_INPUT' },
  ]);
  const good = await mutate(facet.url, 'createUser', { ...person(), idempotencyKey });
  expect(statuses(good)).toEqual(ALL_CREATED);
});

it.each(['', '  ', 'x'.repeat(256)])('refuses the key %j', async (idempotencyKey) => {
  const { user } = await mutate(facet.url, 'createUser', person());
  facet.sandbox.resetLogs();
  const at = { user: { id: user?.id }, idempotencyKey };
  const writes = [
    ['createUser', { ...person(), idempotencyKey }, null, 5],
    ['updateUser', { ...at, set: { displayName: 'Other' } }, user, 5],
    ['updatePool', { ...at, pool: 'alive' }, user, 5],
    ['updateOwners', { ...at, add: ['a'] }, user, 0],
  ] as const;
  for (const [name, input, told, count] of writes) {
    const { outcomes, ...rest } = await mutate(facet.url, name, input);
    expect(rest).toMatchObject({
      user: told,
      errors: [{ code: 'INVALID_INPUT', path: ['input', 'idempotencyKey'] }],
      operation: null,
    });
    expect(outcomes.map(({ status }) => status)).toEqual(
      Array.from({ length: count }, () => expect.toBeOneOf(['SKIPPED', 'UNSUPPORTED'])),
    );
  }
  expect(facet.sandbox.calls()).toEqual({});
});

it('creates once when 50 calls with one key come at once', async () => {
  const input = { ...person(), idempotencyKey: key() };
  const users = await facet.registry.count(null);
  const answers = await Promise.all(
    Array.from({ length: 50 }, async () => mutate(facet.url, 'createUser', input)),
  );
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(await facet.registry.count(null)).toBe(users + 1);
  expect(facet.sandbox.calls()).toEqual({
    HAPTIK_TRACT: { createUser: 1 },
    HAPTIK: { createUser: 1 },
    VOLT_MX: { createUser: 1 },
    EMERITUS: { createUser: 1, updateEmail: 1 },
  });
});

it('sends what has no key each time', async () => {
  const input = { backends: ['HAPTIK'], displayName: 'Twice' };
  const one = await mutate(facet.url, 'createUser', input);
  const other = await mutate(facet.url, 'createUser', input);
  expect(one.user?.id).not.toBe(other.user?.id);
  expect(one.operation?.id).not.toBe(other.operation?.id);
});

describe('what FAILED before it took effect', () => {
  it('is taken up again by the same key, and the rest is left alone', async () => {
    const input = { ...person(), idempotencyKey: key() };
    await facet.sandbox.backend('VOLT_MX').down();
    facet.sandbox.backend('HAPTIK_TRACT').fault('createUser', faults.status(503), 1);
    const first = await mutate(facet.url, 'createUser', input);
    expect(statuses(first)).toContain('VOLT_MX FAILED');
    expect(statuses(first)).toContain('HAPTIK_TRACT FAILED');
    await facet.sandbox.backend('VOLT_MX').up();
    facet.sandbox.resetLogs();
    const again = await mutate(facet.url, 'createUser', input);
    expect(statuses(again)).toEqual(ALL_CREATED);
    expect(again.user?.id).toBe(first.user?.id);
    expect(again.user?.accounts).toHaveLength(4);
    expect(facet.sandbox.calls()).toEqual({
      HAPTIK_TRACT: { createUser: 1 },
      VOLT_MX: { createUser: 1 },
    });
  });

  it('stays as it is when the backend refused it', async () => {
    const input = { ...person(), backends: ['HAPTIK'], idempotencyKey: key() };
    facet.sandbox.backend('HAPTIK').fault('createUser', faults.status(400), 1);
    const first = await mutate(facet.url, 'createUser', input);
    const again = await mutate(facet.url, 'createUser', input);
    expect(again).toEqual(first);
    expect(facet.sandbox.backend('HAPTIK').calls()).toBe(1);
  });

  it('of owners resumes where it stopped', async () => {
    const { user } = await mutate(facet.url, 'createUser', person());
    const emeritus = facet.sandbox.backend('EMERITUS');
    emeritus.fault('updateOwner', {}, 1);
    emeritus.fault('updateOwner', faults.status(429, { 'retry-after': '60' }), 1);
    const input = { user: { id: user?.id }, add: ['a', 'b', 'c'], idempotencyKey: key() };
    const first = await mutate(facet.url, 'updateOwners', input);
    expect(statuses(first)).toEqual(['a UPDATED', 'b FAILED', 'c SKIPPED']);
    emeritus.clearLog();
    const again = await mutate(facet.url, 'updateOwners', input);
    expect(statuses(again)).toEqual(['a UPDATED', 'b UPDATED', 'c UPDATED']);
    expect(again.owners).toEqual(['a', 'b', 'c']);
    expect(emeritus.calls('updateOwner')).toBe(2);
  });
});

describe('a retry inside the operation', () => {
  it('is made after a failure before the effect, and `attempts` tells', async () => {
    const input = { ...person(), backends: ['EMERITUS'] };
    // Enough traffic for a retry, whatever ran before.
    for (let n = 0; n < 10; n += 1) {
      await mutate(facet.url, 'createUser', { ...person(), backends: ['EMERITUS'] });
    }
    facet.sandbox.backend('EMERITUS').fault('createUser', faults.status(503), 1);
    const { outcomes } = await mutate(facet.url, 'createUser', input);
    expect(outcomes[4]).toMatchObject({ status: 'CREATED', attempts: 2 });
  });

  it('is never made at the hook, and never after a possible effect', async () => {
    facet.sandbox.backend('HAPTIK_TRACT').fault('createUser', faults.status(503), 1);
    facet.sandbox.backend('HAPTIK').fault('createUser', faults.status(500), 1);
    const { outcomes } = await mutate(facet.url, 'createUser', person());
    expect(outcomes[0]).toMatchObject({ status: 'FAILED', attempts: 1 });
    expect(outcomes[1]).toMatchObject({ status: 'PENDING', attempts: 1 });
  });

  it.runIf(isOneProcess)(
    'adds at most a tenth to the calls of a backend that answers 503 to everything',
    async () => {
      // What a busy machine takes for silent would be sent again later.
      const environment = {
        ...QUICK,
        BACKEND_TIMEOUT_MS: paced(10_000),
        OPERATION_TIMEOUT_MS: paced(25_000),
      };
      const other = await startTestFacet({ environment });
      other.sandbox.backend('HAPTIK').fault('*', faults.status(503));
      const input = { backends: ['HAPTIK'], displayName: 'Unavailable' };
      await Promise.all(
        Array.from({ length: 50 }, async () => mutate(other.url, 'createUser', input)),
      );
      const calls = other.sandbox.backend('HAPTIK').calls();
      expect(calls).toBeGreaterThan(50);
      expect(calls).toBeLessThanOrEqual(55);
      await other.close();
    },
  );

  it.runIf(isOneProcess)(
    'draws on a tenth of the reads and writes of its backend together',
    async () => {
      const other = await startTestFacet({ environment: { READ_RETRIES: '1' }, people: true });
      const emeritus = other.sandbox.backend('EMERITUS');
      const refs = other.sandbox.people
        .map(({ accounts }) => accounts.filter(({ backend }) => backend === 'EMERITUS'))
        .flatMap(([one, another]) => (one && !another ? one : []))
        .map(({ scope: corpId, ref: userId }) => ({ emeritus: { corpId, userId } }));
      await other.query(
        'query ($by: [UserBy!]!) { users(by: $by) { accounts { ... on EmeritusAccount { origin } } } }',
        { by: refs.slice(0, 20) },
      );
      expect(emeritus.calls()).toBe(20);
      const attempts: unknown[] = [];
      for (let write = 0; write < 5; write += 1) {
        emeritus.fault('createUser', faults.status(503), 1);
        const input = { ...person(), backends: ['EMERITUS'] };
        const { outcomes } = await mutate(other.url, 'createUser', input);
        attempts.push(outcomes[4]?.attempts);
      }
      expect(attempts).toEqual([2, 2, 2, 1, 1]);
      await other.close();
    },
  );
});

it('forgets a key when its time has passed', async () => {
  const other = await startTestFacet({ environment: { ...QUICK, IDEMPOTENCY_TTL: `${PACE}s` } });
  const input = { backends: ['HAPTIK'], displayName: 'Short', idempotencyKey: key() };
  const first = await mutate(other.url, 'createUser', input);
  const id = first.operation?.id ?? '';
  expect(await other.registry.operations.find(id)).not.toBeNull();
  while (await other.registry.operations.find(id)) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const later = await mutate(other.url, 'createUser', input);
  expect(later.operation?.id).not.toBe(id);
  expect(later.user?.id).not.toBe(first.user?.id);
  await other.close();
});
