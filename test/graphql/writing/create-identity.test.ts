import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Backend, CreateUserInput } from '#schema';
import { startTestFacet } from '../../facet.ts';
import type { TestFacet } from '../../facet.ts';
import { mutate, outcomeAt, currentOutcome } from './mutations.ts';
import { stranger } from './people.ts';

let facet: TestFacet;

beforeAll(async () => {
  facet = await startTestFacet();
});

afterAll(async () => facet.close());

beforeEach(() => facet.sandbox.resetLogs());

describe('an identifier that the registry knows', () => {
  it('says who the person is: EXISTED without a call', async () => {
    const person = stranger();
    const { haptik, haptikTract, email } = person;
    const known = await mutate(facet, 'createUser', {
      backends: ['HAPTIK', 'HAPTIK_TRACT'],
      haptik,
      haptikTract,
    });
    facet.sandbox.resetLogs();
    const payload = await mutate(facet, 'createUser', { haptik, haptikTract, email });
    expect(currentOutcome(payload)).toEqual([
      'HAPTIK_TRACT EXISTED',
      'HAPTIK EXISTED',
      'CHAKRA UNSUPPORTED UNSUPPORTED',
      'VOLT_MX SKIPPED INVALID_INPUT',
      'EMERITUS CREATED',
    ]);
    expect(outcomeAt(payload, 'HAPTIK')).toMatchObject({
      attempts: 0,
      error: null,
      account: { ref: haptik.authId, user: { id: known.user?.id } },
    });
    expect(payload.user?.id).toBe(known.user?.id);
    expect(facet.sandbox.calls()).toEqual({ EMERITUS: { createUser: 1 } });
  });

  it('says who the person is when its backend is not asked to create', async () => {
    const { haptik, email } = stranger();
    const known = await mutate(facet, 'createUser', { backends: ['HAPTIK'], haptik });
    const payload = await mutate(facet, 'createUser', { backends: ['EMERITUS'], haptik, email });
    expect(currentOutcome(payload)).toContain('HAPTIK SKIPPED NOT_REQUESTED');
    expect(payload.user?.id).toBe(known.user?.id);
    expect(payload.user?.accounts.map(({ backend }) => backend)).toEqual(['HAPTIK', 'EMERITUS']);
  });

  it('of two users in one input is a CONFLICT, and nothing is sent', async () => {
    const [one, other] = [stranger(), stranger()];
    await mutate(facet, 'createUser', { backends: ['HAPTIK'], haptik: one.haptik });
    await mutate(facet, 'createUser', {
      backends: ['HAPTIK_TRACT'],
      haptikTract: other.haptikTract,
    });
    facet.sandbox.resetLogs();
    const payload = await mutate(facet, 'createUser', {
      ...stranger(),
      haptik: one.haptik,
      haptikTract: other.haptikTract,
    });
    expect(payload.user).toBeNull();
    expect(payload.errors).toMatchObject([{ code: 'CONFLICT', path: ['input'] }]);
    expect(payload.outcomes.map(({ status }) => status)).toEqual([
      'SKIPPED',
      'SKIPPED',
      'UNSUPPORTED',
      'SKIPPED',
      'SKIPPED',
    ]);
    expect(facet.sandbox.calls()).toEqual({});
  });
});

describe('backends that have two different users’ records', () => {
  it('do not merge them: the first in the enum’s order is the person, the other is a CONFLICT', async () => {
    const [one, other] = [stranger(), stranger()];
    const atVoltMx = await mutate(facet, 'createUser', {
      ...one,
      phone: null,
      backends: ['VOLT_MX'],
    });
    const atEmeritus = await mutate(facet, 'createUser', {
      phone: other.phone,
      backends: ['EMERITUS'],
    });
    const payload = await mutate(facet, 'createUser', {
      ...one,
      phone: other.phone,
      backends: ['HAPTIK', 'VOLT_MX', 'EMERITUS'],
    });
    expect(payload.user?.id).toBe(atVoltMx.user?.id);
    expect(currentOutcome(payload)).toEqual([
      'HAPTIK_TRACT SKIPPED NOT_REQUESTED',
      'HAPTIK CREATED',
      'CHAKRA SKIPPED NOT_REQUESTED',
      'VOLT_MX EXISTED',
      'EMERITUS EXISTED CONFLICT',
    ]);
    expect(outcomeAt(payload, 'EMERITUS').account?.user.id).toBe(atEmeritus.user?.id);
    expect(payload.user?.accounts.map(({ backend }) => backend)).toEqual(['HAPTIK', 'VOLT_MX']);
  });

  it('leave a named person as they are', async () => {
    const [one, other] = [stranger(), stranger()];
    const named = await mutate(facet, 'createUser', { backends: ['HAPTIK'], haptik: one.haptik });
    await mutate(facet, 'createUser', { email: other.email, backends: ['EMERITUS'] });
    const payload = await mutate(facet, 'createUser', {
      haptik: one.haptik,
      email: other.email,
      backends: ['HAPTIK', 'EMERITUS'],
    });
    expect(payload.user).toEqual(named.user);
    expect(currentOutcome(payload)).toContain('EMERITUS EXISTED CONFLICT');
  });
});

describe('creations of one person at once', () => {
  const eight = async (input: CreateUserInput) =>
    Promise.all(Array.from({ length: 8 }, async () => mutate(facet, 'createUser', input)));

  it.each<[Backend[]]>([
    [['HAPTIK_TRACT', 'HAPTIK', 'VOLT_MX', 'EMERITUS']],
    [['HAPTIK_TRACT', 'HAPTIK']],
    [['EMERITUS']],
  ])('at %j are one user', async (backends) => {
    const payloads = await eight({ ...stranger(), backends });
    expect(new Set(payloads.map(({ user }) => user?.id)).size).toBe(1);
    for (const { user, outcomes } of payloads) {
      expect(user?.accounts.map(({ backend }) => backend).toSorted()).toEqual(backends.toSorted());
      for (const outcome of outcomes.filter(({ backend }) => backends.includes(backend))) {
        expect(outcome).toMatchObject({
          status: expect.stringMatching(/^(CREATED|EXISTED)$/),
          error: null,
        });
      }
    }
  });
});

describe('a person with another account at the backend', () => {
  it('is not given a second one: what existed stays unlinked', async () => {
    const [one, other] = [stranger(), stranger()];
    const person = await mutate(facet, 'createUser', {
      backends: ['HAPTIK', 'EMERITUS'],
      haptik: one.haptik,
      email: one.email,
    });
    const found = await mutate(facet, 'createUser', { backends: ['EMERITUS'], email: other.email });
    const loose = outcomeAt(found, 'EMERITUS').account?.ref ?? '';
    await mutate(facet, 'unlinkAccount', {
      user: { id: found.user?.id ?? '' },
      account: { emeritus: { userId: loose } },
    });
    const payload = await mutate(facet, 'createUser', {
      backends: ['HAPTIK', 'EMERITUS'],
      haptik: one.haptik,
      email: other.email,
    });
    expect(currentOutcome(payload)).toContain('EMERITUS EXISTED CONFLICT');
    expect(outcomeAt(payload, 'EMERITUS').account).toBeNull();
    expect(payload.user?.accounts).toEqual(person.user?.accounts);
  });

  it('and one that was made by this very call is not lost: it has a user of its own', async () => {
    const [one, other] = [stranger(), stranger()];
    const person = await mutate(facet, 'createUser', {
      backends: ['HAPTIK', 'EMERITUS'],
      haptik: one.haptik,
      email: one.email,
    });
    const payload = await mutate(facet, 'createUser', {
      backends: ['HAPTIK', 'EMERITUS'],
      haptik: one.haptik,
      email: other.email,
    });
    const outcome = outcomeAt(payload, 'EMERITUS');
    expect(outcome).toMatchObject({ status: 'CREATED', error: { code: 'CONFLICT' } });
    expect(outcome.account?.user.id).not.toBe(person.user?.id);
    expect(payload.user?.accounts).toEqual(person.user?.accounts);
  });
});
