import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { faults } from '../../sandbox/index.ts';
import { startTestFacet } from '../facet.ts';
import type { TestFacet } from '../facet.ts';
import { QUICK, finished, mutate, person, statuses } from './operations.ts';
import type { Payload } from './operations.ts';
import { paced } from '../pace.ts';

let facet: TestFacet;

beforeAll(async () => {
  // A busy machine must not take a backend for silent.
  facet = await startTestFacet({ environment: { ...QUICK, BACKEND_TIMEOUT_MS: paced(2000) } });
});

afterAll(async () => facet.close());

beforeEach(() => facet.sandbox.reset());

const tenTimes = async (inputs: (n: number) => object): Promise<readonly Payload[]> =>
  Promise.all(
    Array.from({ length: 10 }, async (_, n) => mutate(facet.url, 'createUser', inputs(n))),
  );

const usersOf = (answers: readonly Payload[]) => new Set(answers.map(({ user }) => user?.id));

const count = (answers: readonly Payload[], line: string) =>
  answers.filter((answer) => statuses(answer).includes(line)).length;

describe('creations under one identifier at the same time', () => {
  it('call the hook once, and are one user', async () => {
    const { haptikTract, displayName } = person();
    facet.sandbox.backend('HAPTIK_TRACT').fault('createUser', faults.delay(50));
    const input = { backends: ['HAPTIK_TRACT'], haptikTract, displayName };
    const answers = await tenTimes(() => input);
    expect(facet.sandbox.calls()).toEqual({ HAPTIK_TRACT: { createUser: 1 } });
    expect(count(answers, 'HAPTIK_TRACT CREATED')).toBe(1);
    expect(count(answers, 'HAPTIK_TRACT EXISTED')).toBe(9);
    expect(usersOf(answers).size).toBe(1);
  });

  it('are sent once to a backend that would take them again, and are one user', async () => {
    const { haptik, email } = person();
    facet.sandbox.backend('HAPTIK').fault('createUser', faults.delay(50));
    const answers = await tenTimes(() => ({ backends: ['HAPTIK', 'EMERITUS'], haptik, email }));
    expect(facet.sandbox.backend('HAPTIK').calls()).toBe(1);
    expect(count(answers, 'HAPTIK CREATED')).toBe(1);
    expect(usersOf(answers).size).toBe(1);
  });

  it('make no second account of what the identifier tells to be one person', async () => {
    const { haptikTract } = person();
    facet.sandbox.backend('HAPTIK_TRACT').fault('createUser', faults.delay(50));
    const answers = await tenTimes(() => ({ backends: ['HAPTIK_TRACT', 'HAPTIK'], haptikTract }));
    expect(facet.sandbox.calls()).toEqual({
      HAPTIK_TRACT: { createUser: 1 },
      HAPTIK: { createUser: 1 },
    });
    expect(usersOf(answers).size).toBe(1);
  });

  it('go beside each other under different ones', async () => {
    const answers = await tenTimes(() => ({ ...person(), backends: ['HAPTIK_TRACT', 'HAPTIK'] }));
    expect(count(answers, 'HAPTIK_TRACT CREATED')).toBe(10);
    expect(usersOf(answers).size).toBe(10);
  });

  it('wait for one whose answer did not come, and find what it made', async () => {
    const slow = await startTestFacet({ environment: QUICK });
    const { haptik } = person();
    slow.sandbox.backend('HAPTIK').fault('createUser', faults.lostAnswer(), 1);
    const input = { backends: ['HAPTIK'], haptik };
    const first = await mutate(slow.url, 'createUser', input);
    expect(statuses(first)).toContain('HAPTIK PENDING');
    const second = await mutate(slow.url, 'createUser', input);
    expect(statuses(second)).toContain('HAPTIK EXISTED');
    const { user } = await finished(slow.url, first.operation?.id);
    expect(second.user?.id).toBe(user?.id);
    expect(slow.sandbox.backend('HAPTIK').calls()).toBe(2);
    await slow.close();
  });
});
