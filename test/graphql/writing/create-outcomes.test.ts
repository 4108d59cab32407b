import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
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

beforeEach(() => facet.sandbox.reset());

describe('every backend answers once, in the order of the enum', () => {
  it('when all that can create do', async () => {
    const payload = await mutate(facet, 'createUser', stranger());
    expect(currentOutcome(payload)).toEqual([
      'HAPTIK_TRACT CREATED',
      'HAPTIK CREATED',
      'CHAKRA UNSUPPORTED UNSUPPORTED',
      'VOLT_MX CREATED',
      'EMERITUS CREATED',
    ]);
    expect(payload.outcomes.map(({ attempts }) => attempts)).toEqual([1, 1, 0, 1, 1]);
    expect(payload.errors).toEqual([]);
  });

  it('and links what was created to one new user', async () => {
    const payload = await mutate(facet, 'createUser', stranger());
    const accounts = payload.outcomes.flatMap(({ account }) => account ?? []);
    expect(payload.user?.accounts).toEqual(accounts);
    expect(new Set(accounts.map(({ user }) => user.id))).toEqual(new Set([payload.user?.id]));
    expect(accounts).toHaveLength(4);
  });

  it('when the caller names some, whatever their order', async () => {
    const payload = await mutate(facet, 'createUser', {
      ...stranger(),
      backends: ['EMERITUS', 'CHAKRA', 'HAPTIK', 'EMERITUS'],
    });
    expect(currentOutcome(payload)).toEqual([
      'HAPTIK_TRACT SKIPPED NOT_REQUESTED',
      'HAPTIK CREATED',
      'CHAKRA UNSUPPORTED UNSUPPORTED',
      'VOLT_MX SKIPPED NOT_REQUESTED',
      'EMERITUS CREATED',
    ]);
  });

  it('when some lack an input, and says which', async () => {
    const { displayName } = stranger();
    const payload = await mutate(facet, 'createUser', { displayName });
    expect(currentOutcome(payload)).toEqual([
      'HAPTIK_TRACT SKIPPED INVALID_INPUT',
      'HAPTIK CREATED',
      'CHAKRA UNSUPPORTED UNSUPPORTED',
      'VOLT_MX SKIPPED INVALID_INPUT',
      'EMERITUS SKIPPED INVALID_INPUT',
    ]);
    expect(outcomeAt(payload, 'HAPTIK_TRACT').error?.message).toContain('haptikTract.userId');
    expect(outcomeAt(payload, 'VOLT_MX').error?.message).toContain(
      'givenName, familyName, location.country, email',
    );
    expect(outcomeAt(payload, 'EMERITUS').error?.message).toMatch(/phone.*e-mail/);
    expect(facet.sandbox.calls()).toEqual({ HAPTIK: { createUser: 1 } });
  });

  it('when a person in the United States lacks the state', async () => {
    const payload = await mutate(facet, 'createUser', {
      ...stranger(),
      location: { country: 'US' },
    });
    expect(outcomeAt(payload, 'VOLT_MX')).toMatchObject({
      status: 'SKIPPED',
      attempts: 0,
      error: { code: 'INVALID_INPUT', message: expect.stringContaining('location.state') },
    });
  });

  it('and the payload has no user when no backend took the person', async () => {
    const payload = await mutate(facet, 'createUser', { ...stranger(), backends: ['CHAKRA'] });
    expect(payload.user).toBeNull();
    expect(payload.outcomes.map(({ status }) => status)).toEqual([
      'SKIPPED',
      'SKIPPED',
      'UNSUPPORTED',
      'SKIPPED',
      'SKIPPED',
    ]);
  });
});

describe('a backend that has the person already', () => {
  it('VOLT_MX, and does not say which record: no failure, and nothing is linked', async () => {
    const message = 'User already exists with this Email';
    facet.sandbox.backend('VOLT_MX').fault('createUser', faults.status(400, {}, { message }));
    const payload = await mutate(facet, 'createUser', {
      ...stranger(),
      backends: ['HAPTIK', 'VOLT_MX'],
    });
    expect(outcomeAt(payload, 'VOLT_MX')).toMatchObject({
      status: 'EXISTED',
      attempts: 1,
      account: null,
      error: { code: 'ALREADY_EXISTS', retryable: false },
    });
    expect(payload.user?.accounts).toEqual([outcomeAt(payload, 'HAPTIK').account]);
    expect(payload).toMatchObject({ errors: [] });
  });

  it.each([
    ['e-mail address', { email: 'held.by.volt@example.net' }],
    ['mobile number', { mobileNumber: '919812099999' }],
  ])('VOLT_MX, by the %s: its record is linked with every digit of its id', async (_, same) => {
    const person = stranger();
    const id = '9117786204812949301';
    facet.sandbox.backend('VOLT_MX').records.set(id, {
      id,
      firstName: 'Held',
      lastName: 'Already',
      country: 'India',
      email: person.email,
      ...same,
    });
    const { email, phone } = { email: person.email, phone: person.phone, ...inputOf(same) };
    const payload = await mutate(facet, 'createUser', {
      ...person,
      email,
      phone,
      backends: ['HAPTIK', 'VOLT_MX'],
    });
    expect(outcomeAt(payload, 'VOLT_MX')).toMatchObject({
      status: 'EXISTED',
      attempts: 1,
      error: null,
      account: { ref: id, user: { id: payload.user?.id } },
    });
    expect(payload.user?.accounts.map(({ backend }) => backend)).toEqual(['HAPTIK', 'VOLT_MX']);
    await mutate(facet, 'unlinkAccount', {
      user: { voltMxId: id },
      account: { voltMxId: id },
    });
  });

  it('EMERITUS, by is_user_exists: its record is linked', async () => {
    const { email } = stranger();
    const first = await mutate(facet, 'createUser', { backends: ['EMERITUS'], email });
    const ref = outcomeAt(first, 'EMERITUS').account?.ref ?? '';
    const user = first.user?.id ?? '';
    await mutate(facet, 'unlinkAccount', {
      user: { id: user },
      account: { emeritus: { userId: ref } },
    });
    const payload = await mutate(facet, 'createUser', { backends: ['EMERITUS'], email });
    expect(outcomeAt(payload, 'EMERITUS')).toMatchObject({
      status: 'EXISTED',
      error: null,
      account: { ref, user: { id: payload.user?.id } },
    });
    expect(payload.user?.id).not.toBe(user);
  });

  it('and its record is a user’s: that user is the person, and gets what is new', async () => {
    const { email, displayName } = stranger();
    const known = await mutate(facet, 'createUser', { backends: ['EMERITUS'], email });
    const payload = await mutate(facet, 'createUser', {
      backends: ['HAPTIK', 'EMERITUS'],
      email,
      displayName,
    });
    expect(payload.user?.id).toBe(known.user?.id);
    expect(currentOutcome(payload)).toEqual([
      'HAPTIK_TRACT SKIPPED NOT_REQUESTED',
      'HAPTIK CREATED',
      'CHAKRA SKIPPED NOT_REQUESTED',
      'VOLT_MX SKIPPED NOT_REQUESTED',
      'EMERITUS EXISTED',
    ]);
    expect(outcomeAt(payload, 'HAPTIK').account?.user.id).toBe(known.user?.id);
  });
});

/** An input that meets the record by the other property alone. */
const inputOf = (same: object): object =>
  'email' in same ? same : { email: stranger().email, phone: '+919812099999' };

describe('one backend that fails', () => {
  it.each(['HAPTIK_TRACT', 'HAPTIK', 'VOLT_MX', 'EMERITUS'] as const)(
    '%s does not stop the others',
    async (failing) => {
      facet.sandbox.backend(failing).fault('createUser', faults.status(503));
      const payload = await mutate(facet, 'createUser', stranger());
      const made = payload.outcomes.filter(({ status }) => status === 'CREATED');
      expect(made).toHaveLength(3);
      expect(outcomeAt(payload, failing)).toMatchObject({
        status: 'FAILED',
        account: null,
        error: { code: 'BACKEND_UNAVAILABLE' },
      });
      expect(payload.user?.accounts).toEqual(made.map(({ account }) => account));
    },
  );

  it('is called again by the next mutation, and its account joins the same user', async () => {
    const { email, phone } = stranger();
    const person = { email, phone, backends: ['HAPTIK', 'EMERITUS'] as const };
    const haptik = { authId: 'joinsagain1' };
    facet.sandbox.backend('EMERITUS').fault('createUser', faults.status(503));
    const first = await mutate(facet, 'createUser', { ...person, haptik });
    facet.sandbox.backend('EMERITUS').clearFaults();
    const second = await mutate(facet, 'createUser', { ...person, haptik });
    expect(currentOutcome(second).filter((line) => /^(HAPTIK|EMERITUS) /.test(line))).toEqual([
      'HAPTIK EXISTED',
      'EMERITUS CREATED',
    ]);
    expect(second.user?.id).toBe(first.user?.id);
    expect(facet.sandbox.backend('HAPTIK').calls()).toBe(1);
  });
});
