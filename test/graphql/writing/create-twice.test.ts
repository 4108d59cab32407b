import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Backend, CreateUserInput } from '#schema';
import { faults } from '../../../sandbox/index.ts';
import { startTestFacet } from '../../facet.ts';
import type { TestFacet } from '../../facet.ts';
import { mutate, outcomeAt, currentOutcome } from './mutations.ts';
import { stranger } from './people.ts';

let facet: TestFacet;

beforeAll(async () => {
  facet = await startTestFacet();
});

afterAll(async () => facet.close());

beforeEach(async () => facet.sandbox.reset());

/** Somebody who has no id at HAPTIK or TRACT but what is issued. */
function unnamed(): CreateUserInput {
  const { haptik: _haptik, haptikTract: _haptikTract, ...person } = stranger();
  return person;
}

/** When each of these backends was last sent something. */
const sentAt = (...backends: readonly Backend[]): readonly number[] =>
  backends.map((backend) => {
    const requests = facet.sandbox.backend(backend).requests();
    return requests.findLast(({ operation }) => operation === 'createUser')?.at ?? 0;
  });

const haptikRecords = (): number => facet.sandbox.backend('HAPTIK').records.all().length;

describe('a person who is created again without the id that was issued', () => {
  it('is the same one at every backend: no vendor has them twice', async () => {
    const person = unnamed();
    const first = await mutate(facet, 'createUser', person);
    facet.sandbox.resetLogs();
    const second = await mutate(facet, 'createUser', person);
    expect(currentOutcome(second)).toEqual([
      'HAPTIK_TRACT SKIPPED INVALID_INPUT',
      'HAPTIK EXISTED',
      'CHAKRA UNSUPPORTED UNSUPPORTED',
      'VOLT_MX EXISTED',
      'EMERITUS EXISTED',
    ]);
    expect(outcomeAt(second, 'HAPTIK')).toMatchObject({
      attempts: 0,
      account: outcomeAt(first, 'HAPTIK').account,
    });
    expect(second.user).toEqual(first.user);
    expect(facet.sandbox.calls()).toEqual({
      VOLT_MX: { createUser: 1 },
      EMERITUS: { createUser: 1 },
    });
  });

  it.each(['VOLT_MX', 'EMERITUS'] as const)('by what %s alone answers', async (backend) => {
    const person = { ...unnamed(), backends: ['HAPTIK', backend] as const };
    const { user } = await mutate(facet, 'createUser', {
      ...person,
      backends: [...person.backends],
    });
    const before = haptikRecords();
    const again = await mutate(facet, 'createUser', { ...person, backends: [...person.backends] });
    expect(currentOutcome(again)).toContain('HAPTIK EXISTED');
    expect(again.user).toEqual(user);
    expect(haptikRecords()).toBe(before);
  });

  it('when the input names them in another way: nothing is waited for', async () => {
    const { haptikTract } = stranger();
    const person = { ...unnamed(), haptikTract };
    const { user } = await mutate(facet, 'createUser', {
      ...person,
      backends: ['HAPTIK_TRACT', 'HAPTIK'],
    });
    facet.sandbox.resetLogs();
    const again = await mutate(facet, 'createUser', person);
    expect(currentOutcome(again).slice(0, 2)).toEqual(['HAPTIK_TRACT EXISTED', 'HAPTIK EXISTED']);
    expect(again.user?.id).toBe(user?.id);
    expect(facet.sandbox.calls()).toEqual({
      VOLT_MX: { createUser: 1 },
      EMERITUS: { createUser: 1, updateEmail: 1 },
    });
  });

  it('gets the account that they lack', async () => {
    const person = unnamed();
    const { user } = await mutate(facet, 'createUser', { ...person, backends: ['EMERITUS'] });
    const again = await mutate(facet, 'createUser', person);
    expect(currentOutcome(again)).toContain('HAPTIK CREATED');
    expect(again.user?.id).toBe(user?.id);
    expect(again.user?.accounts).toHaveLength(3);
  });

  it('eight times at once, is there once', async () => {
    const person = unnamed();
    const before = haptikRecords();
    const payloads = await Promise.all(
      Array.from({ length: 8 }, async () => mutate(facet, 'createUser', person)),
    );
    expect(new Set(payloads.map(({ user }) => user?.id)).size).toBe(1);
    expect(haptikRecords()).toBe(before + 1);
    const haptik = payloads.map((payload) => outcomeAt(payload, 'HAPTIK'));
    expect(haptik.map(({ status }) => status).toSorted()).toEqual([
      'CREATED',
      ...Array<string>(7).fill('EXISTED'),
    ]);
    expect(haptik.every(({ error }) => error === null)).toBe(true);
  });
});

describe('the external chat tool', () => {
  it('is not told of a person twice, whatever the id', async () => {
    const [one, other] = [stranger(), stranger()];
    const backends: Backend[] = ['HAPTIK_TRACT', 'EMERITUS'];
    const first = await mutate(facet, 'createUser', { ...one, backends });
    facet.sandbox.resetLogs();
    const again = await mutate(facet, 'createUser', {
      ...one,
      haptikTract: other.haptikTract,
      backends,
    });
    expect(outcomeAt(again, 'HAPTIK_TRACT')).toMatchObject({
      status: 'EXISTED',
      attempts: 0,
      error: { code: 'CONFLICT' },
      account: outcomeAt(first, 'HAPTIK_TRACT').account,
    });
    expect(facet.sandbox.calls()).toEqual({ EMERITUS: { createUser: 1 } });
  });
});

describe('the id of what may be there', () => {
  it('is told while nobody knows, so that the record can be looked up', async () => {
    const { haptikTract } = stranger();
    facet.sandbox.backend('HAPTIK').fault('createUser', faults.status(500), 1);
    facet.sandbox.backend('HAPTIK_TRACT').fault('createUser', faults.lostAnswer(), 1);
    facet.sandbox.backend('VOLT_MX').fault('createUser', faults.status(400));
    const payload = await mutate(facet, 'createUser', { ...unnamed(), haptikTract });
    const { body } = facet.sandbox.backend('HAPTIK').requests()[0] ?? {};
    const { auth_id: issued } = Object(body);
    expect(issued).toMatch(/^[0-9a-f]{32}$/);
    expect(payload.outcomes).toMatchObject([
      { status: 'UNKNOWN', ref: haptikTract.userId, account: null },
      { status: 'PENDING', ref: issued, account: null },
      { status: 'UNSUPPORTED', ref: null },
      { status: 'FAILED', ref: null },
      { status: 'CREATED', ref: outcomeAt(payload, 'EMERITUS').account?.ref },
    ]);
  });
});

describe('what cannot tell who the person is', () => {
  it('holds nothing up: a backend that failed, or may have', async () => {
    const person = unnamed();
    facet.sandbox.backend('VOLT_MX').fault('createUser', faults.status(400));
    facet.sandbox.backend('EMERITUS').fault('createUser', faults.status(500), 1);
    const payload = await mutate(facet, 'createUser', person);
    expect(currentOutcome(payload)).toEqual([
      'HAPTIK_TRACT SKIPPED INVALID_INPUT',
      'HAPTIK CREATED',
      'CHAKRA UNSUPPORTED UNSUPPORTED',
      'VOLT_MX FAILED BACKEND_REJECTED',
      'EMERITUS PENDING BACKEND_UNAVAILABLE',
    ]);
  });

  it('is not waited for when the caller names the id', async () => {
    const { haptik } = stranger();
    facet.sandbox.backend('EMERITUS').fault('createUser', faults.delay(1500));
    const payload = await mutate(facet, 'createUser', {
      ...unnamed(),
      haptik,
      backends: ['HAPTIK', 'EMERITUS'],
    });
    expect(currentOutcome(payload)).toContain('HAPTIK CREATED');
    const [haptikAt = 0, emeritusAt = 0] = sentAt('HAPTIK', 'EMERITUS');
    expect(haptikAt).toBeLessThan(emeritusAt + 1500);
  });

  it('is waited for when the id is issued', async () => {
    facet.sandbox.backend('EMERITUS').fault('createUser', faults.delay(100));
    await mutate(facet, 'createUser', { ...unnamed(), backends: ['HAPTIK', 'EMERITUS'] });
    const [haptikAt = 0, emeritusAt = 0] = sentAt('HAPTIK', 'EMERITUS');
    expect(haptikAt).toBeGreaterThanOrEqual(emeritusAt + 95);
  });
});
