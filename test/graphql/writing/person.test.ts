import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { faults } from '../../../sandbox/index.ts';
import { startTestFacet } from '../../facet.ts';
import type { TestFacet } from '../../facet.ts';
import { mutate, currentOutcome } from './mutations.ts';
import { stranger } from './people.ts';

let facet: TestFacet;
/** CHAKRA knows them, the registry does not. */
let chakraIds: string[];

beforeAll(async () => {
  facet = await startTestFacet();
  chakraIds = facet.sandbox.strangers.flatMap(({ accounts }) =>
    accounts.flatMap(({ backend, ref }) => (backend === 'CHAKRA' ? [ref] : [])),
  );
});

afterAll(async () => facet.close());

beforeEach(() => facet.sandbox.reset());

describe('a mutation of somebody whom only a backend knows', () => {
  it('adopts the person whom that backend confirms', async () => {
    const chakraId = chakraIds[0] ?? '';
    const payload = await mutate(facet, 'updatePool', { user: { chakraId }, pool: 'alive' });
    expect(payload.user?.accounts).toMatchObject([{ backend: 'CHAKRA', ref: chakraId }]);
    expect(currentOutcome(payload)).toContain('EMERITUS SKIPPED NOT_FOUND');
    expect(facet.sandbox.calls()).toEqual({ CHAKRA: { user: 1 } });
  });

  it('says that the backend could not be asked, and does nothing', async () => {
    const chakraId = chakraIds[1] ?? '';
    facet.sandbox.backend('CHAKRA').fault('user', faults.status(503));
    const payload = await mutate(facet, 'updatePool', { user: { chakraId }, pool: 'alive' });
    expect(payload).toMatchObject({
      user: null,
      outcomes: [],
      errors: [{ code: 'BACKEND_UNAVAILABLE', path: ['input', 'user'] }],
    });
  });
});

it('an identifier that two people share is a CONFLICT, and nothing is sent', async () => {
  const thirdPartyUserId = 'wa-shared';
  for (const { haptikTract, email } of [stranger(), stranger()]) {
    await mutate(facet, 'createUser', {
      backends: ['HAPTIK_TRACT', 'EMERITUS'],
      email,
      haptikTract: { ...haptikTract, thirdPartyUserId },
    });
  }
  facet.sandbox.resetLogs();
  const payload = await mutate(facet, 'updatePool', { user: { thirdPartyUserId }, pool: 'dead' });
  expect(payload).toMatchObject({
    user: null,
    outcomes: [],
    errors: [{ code: 'CONFLICT', path: ['input', 'user'] }],
  });
  expect(facet.sandbox.calls()).toEqual({});
});
