import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestFacet } from '../../facet.ts';
import type { TestFacet } from '../../facet.ts';
import { mutate, outcomeAt, currentOutcome } from './mutations.ts';
import { stranger } from './people.ts';
import { HEADERS, sent } from './requests.ts';

let facet: TestFacet;
/** Somebody with an account at every backend that can create one. */
let person: { readonly id: string; readonly authId: string; readonly userId: string };

beforeAll(async () => {
  facet = await startTestFacet();
});

afterAll(async () => facet.close());

beforeEach(async () => {
  const payload = await mutate(facet, 'createUser', stranger());
  person = {
    id: payload.user?.id ?? '',
    authId: outcomeAt(payload, 'HAPTIK').account?.ref ?? '',
    userId: outcomeAt(payload, 'EMERITUS').account?.ref ?? '',
  };
  facet.sandbox.resetLogs();
});

const put = (body: object) => [
  { method: 'PUT', path: '/v1.0/user/', headers: HEADERS.HAPTIK, body },
];

const post = (path: string, body: object) => [
  { method: 'POST', path: `/api/v5/entity/user/${path}`, headers: HEADERS.EMERITUS, body },
];

describe('updateUser', () => {
  it('sends HAPTIK what changes alone, and leaves EMERITUS out of it', async () => {
    const payload = await mutate(facet, 'updateUser', {
      user: { id: person.id },
      set: { displayName: 'Nova Newname' },
    });
    expect(sent(facet, 'HAPTIK')).toEqual(put({ auth_id: person.authId, name: 'Nova Newname' }));
    expect(currentOutcome(payload)).toEqual([
      'HAPTIK_TRACT UNSUPPORTED UNSUPPORTED',
      'HAPTIK UPDATED',
      'CHAKRA UNSUPPORTED UNSUPPORTED',
      'VOLT_MX UNSUPPORTED UNSUPPORTED',
      'EMERITUS SKIPPED INVALID_INPUT',
    ]);
    expect(payload.outcomes.map(({ attempts }) => attempts)).toEqual([0, 1, 0, 0, 0]);
    expect(facet.sandbox.calls()).toEqual({ HAPTIK: { updateUser: 1 } });
  });

  it('sends every field that HAPTIK stores', async () => {
    await mutate(facet, 'updateUser', {
      user: { authId: person.authId },
      set: {
        displayName: 'Nova Newname',
        phone: '+919812111111',
        email: 'nova.newname@example.net',
        language: 'ta',
        device: { platform: 'IOS', model: 'Pixel 9', osVersion: '16', packageName: 'com.example' },
        customData: { tier: 'silver', seats: 2.5, vip: false, nobody: null },
        authCode: 'another-token',
      },
    });
    expect(sent(facet, 'HAPTIK')).toEqual(
      put({
        auth_id: person.authId,
        auth_code: 'another-token',
        name: 'Nova Newname',
        mobile_no: '+919812111111',
        email: 'nova.newname@example.net',
        language_code: 'ta',
        phone_model: 'Pixel 9',
        os_version: '16',
        package_name: 'com.example',
        custom_data: { tier: 'silver', seats: 2.5, vip: false, nobody: null },
      }),
    );
  });

  it('clears with null, also within the device and the whole of it', async () => {
    const user = { id: person.id };
    const set = { displayName: null, email: null, phone: null, language: null, customData: null };
    const payload = await mutate(facet, 'updateUser', { user, set });
    await mutate(facet, 'updateUser', { user, set: { device: { model: null } } });
    await mutate(facet, 'updateUser', { user, set: { device: null, authCode: null } });
    expect(sent(facet, 'HAPTIK').map(({ body }) => body)).toEqual([
      {
        auth_id: person.authId,
        name: null,
        mobile_no: null,
        email: null,
        language_code: null,
        custom_data: null,
      },
      { auth_id: person.authId, phone_model: null },
      {
        auth_id: person.authId,
        auth_code: null,
        phone_model: null,
        os_version: null,
        package_name: null,
      },
    ]);
    expect(outcomeAt(payload, 'EMERITUS')).toMatchObject({
      status: 'SKIPPED',
      error: { code: 'INVALID_INPUT', message: expect.stringContaining('cannot clear') },
    });
  });

  it('with an e-mail address goes where updateEmail goes', async () => {
    const email = 'nova.moved@example.net';
    const payload = await mutate(facet, 'updateUser', {
      user: { id: person.id },
      set: { email, language: 'en' },
    });
    expect(sent(facet, 'HAPTIK')).toEqual(
      put({ auth_id: person.authId, email, language_code: 'en' }),
    );
    expect(sent(facet, 'EMERITUS')).toEqual(
      post('email/update', { user_id: person.userId, corp_id: 'facet-academy', email }),
    );
    expect(currentOutcome(payload).filter((line) => line.endsWith('UPDATED'))).toEqual([
      'HAPTIK UPDATED',
      'EMERITUS UPDATED',
    ]);
  });

  it('of what no linked backend stores sends nothing, and says so', async () => {
    const payload = await mutate(facet, 'updateUser', {
      user: { id: person.id },
      set: { device: { platform: 'IOS' } },
    });
    expect(facet.sandbox.calls()).toEqual({});
    expect(currentOutcome(payload).filter((line) => line.includes('SKIPPED'))).toEqual([
      'HAPTIK SKIPPED INVALID_INPUT',
      'EMERITUS SKIPPED INVALID_INPUT',
    ]);
    expect(payload.user?.id).toBe(person.id);
  });

  it('of a person without an account there is SKIPPED with NOT_FOUND', async () => {
    const created = await mutate(facet, 'createUser', {
      backends: ['HAPTIK_TRACT'],
      haptikTract: stranger().haptikTract,
    });
    const payload = await mutate(facet, 'updateUser', {
      user: { id: created.user?.id ?? '' },
      set: { email: 'nobody.there@example.net' },
    });
    expect(currentOutcome(payload)).toEqual([
      'HAPTIK_TRACT UNSUPPORTED UNSUPPORTED',
      'HAPTIK SKIPPED NOT_FOUND',
      'CHAKRA UNSUPPORTED UNSUPPORTED',
      'VOLT_MX UNSUPPORTED UNSUPPORTED',
      'EMERITUS SKIPPED NOT_FOUND',
    ]);
  });
});

describe('updateEmail', () => {
  const email = 'nova.other@example.net';

  it('goes to HAPTIK and EMERITUS', async () => {
    const payload = await mutate(facet, 'updateEmail', { user: { id: person.id }, email });
    expect(sent(facet, 'HAPTIK')).toEqual(put({ auth_id: person.authId, email }));
    expect(sent(facet, 'EMERITUS')).toEqual(
      post('email/update', { user_id: person.userId, corp_id: 'facet-academy', email }),
    );
    expect(payload.outcomes.map(({ attempts }) => attempts)).toEqual([0, 1, 0, 0, 1]);
  });

  it('goes only where `at` says', async () => {
    const payload = await mutate(facet, 'updateEmail', {
      user: { id: person.id },
      email,
      at: ['EMERITUS', 'CHAKRA'],
    });
    expect(facet.sandbox.calls()).toEqual({ EMERITUS: { updateEmail: 1 } });
    expect(currentOutcome(payload)).toEqual([
      'HAPTIK_TRACT SKIPPED NOT_REQUESTED',
      'HAPTIK SKIPPED NOT_REQUESTED',
      'CHAKRA UNSUPPORTED UNSUPPORTED',
      'VOLT_MX SKIPPED NOT_REQUESTED',
      'EMERITUS UPDATED',
    ]);
  });

  it('goes to the account that the caller names, else to each', async () => {
    const address = { email: 'nova.institute@example.net' };
    const created = await mutate(facet, 'createUser', {
      backends: ['HAPTIK', 'EMERITUS'],
      haptik: { authId: person.authId },
      ...address,
      emeritus: { corpId: 'facet-institute' },
    });
    const institute = {
      userId: outcomeAt(created, 'EMERITUS').account?.ref ?? '',
      corpId: 'facet-institute',
    };
    expect(created.user?.id).toBe(person.id);
    facet.sandbox.resetLogs();
    const at = ['EMERITUS'] as const;
    await mutate(facet, 'updateEmail', { user: { emeritus: institute }, email, at });
    await mutate(facet, 'updateEmail', { user: { id: person.id }, email, at });
    expect(sent(facet, 'EMERITUS').map(({ body }) => body)).toEqual([
      { user_id: institute.userId, corp_id: institute.corpId, email },
      { user_id: person.userId, corp_id: 'facet-academy', email },
      { user_id: institute.userId, corp_id: institute.corpId, email },
    ]);
  });
});

describe('updatePool', () => {
  it('goes to EMERITUS, whose pools are an open set', async () => {
    const payload = await mutate(facet, 'updatePool', {
      user: { id: person.id },
      pool: 'über morgen',
    });
    expect(sent(facet, 'EMERITUS')).toEqual(
      post('pool/update', {
        user_id: person.userId,
        corp_id: 'facet-academy',
        pool: 'über morgen',
      }),
    );
    expect(currentOutcome(payload)).toEqual([
      'HAPTIK_TRACT UNSUPPORTED UNSUPPORTED',
      'HAPTIK UNSUPPORTED UNSUPPORTED',
      'CHAKRA UNSUPPORTED UNSUPPORTED',
      'VOLT_MX UNSUPPORTED UNSUPPORTED',
      'EMERITUS UPDATED',
    ]);
  });

  it('of somebody whom EMERITUS has forgotten is FAILED', async () => {
    facet.sandbox.backend('EMERITUS').records.remove(person.userId);
    const payload = await mutate(facet, 'updatePool', { user: { id: person.id }, pool: 'alive' });
    expect(outcomeAt(payload, 'EMERITUS')).toMatchObject({
      status: 'FAILED',
      error: { code: 'BACKEND_REJECTED', retryable: false },
    });
  });
});
