import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestFacet } from '../facet.ts';
import type { TestFacet } from '../facet.ts';
import { execute } from './execute.ts';
import { CreateUserDocument, UpdateEmailDocument, UserDocument } from './generated/graphql.ts';
import type * as client from './generated/graphql.ts';

let facet: TestFacet;

/** No other document is executed. */
const TRUSTED = {
  TRUSTED_DOCUMENTS: fileURLToPath(new URL('generated/persisted-documents.json', import.meta.url)),
  TRUSTED_DOCUMENTS_MODE: 'only',
};

beforeAll(async () => {
  facet = await startTestFacet({ people: true, environment: TRUSTED });
});

afterAll(async () => facet.close());

/** What a frontend says to its people. A status that it does not know breaks the type check, not the page. */
const WORDS = {
  CREATED: 'is new',
  EXISTED: 'was there already',
  UPDATED: 'was changed',
  UNCHANGED: 'is as it was',
  SKIPPED: 'was left alone',
  UNSUPPORTED: 'cannot do this',
  FAILED: 'refused',
  UNKNOWN: 'did not answer',
  PENDING: 'did not answer yet',
} as const satisfies Record<client.OutcomeStatus, string>;

describe('a typed client', () => {
  it('reads a person, with fragments for the parts of a page', async () => {
    const { user } = await execute(facet.url, UserDocument, {
      by: { haptikUserId: 'haptik-1001' },
    });
    expect(user).toMatchObject({
      displayName: 'Latha Ganesh',
      avatarUrl: 'https://img.example.com/1/face.png',
      location: { city: 'Chennai', countryName: 'India' },
    });
    expect(user?.emails[0]).toEqual({
      address: 'latha.ganesh@example.com',
      verified: true,
      source: 'CHAKRA',
    });
    expect(user?.phones.map(({ number }) => number)).toContain('+919800000001');
    const volt = user?.accounts.find((account) => account.__typename === 'VoltMxAccount');
    expect(volt).toMatchObject({ ref: '9117786204812949329', origin: 'LAST_WRITE' });
    expect(volt?.subscriptions).toEqual({ email: true });
  });

  it('gets null for a person whom nobody knows', async () => {
    const by = { chakraId: '00000000-0000-4000-8000-000000000000' };
    expect(await execute(facet.url, UserDocument, { by })).toEqual({ user: null });
  });

  it('creates a person, and tells what each backend did', async () => {
    const { createUser } = await execute(facet.url, CreateUserDocument, {
      input: { displayName: 'Asha Rao', email: 'asha.rao@example.net', language: 'en' },
    });
    expect(createUser?.errors).toEqual([]);
    expect(createUser?.user?.displayName).toBe('Asha Rao');
    expect(
      createUser?.outcomes.map(({ backend, status }) => `${backend} ${WORDS[status]}`),
    ).toEqual([
      'HAPTIK_TRACT was left alone',
      'HAPTIK is new',
      'CHAKRA cannot do this',
      'VOLT_MX was left alone',
      'EMERITUS is new',
    ]);
  });

  it('changes an e-mail address', async () => {
    const { updateEmail } = await execute(facet.url, UpdateEmailDocument, {
      user: { authId: 'facetauth1001' },
      email: 'latha.new@example.net',
    });
    const changed = updateEmail?.outcomes.filter(({ status }) => status === 'UPDATED');
    expect(changed?.map(({ backend }) => backend)).toEqual(['HAPTIK', 'EMERITUS']);
    expect(updateEmail?.user?.emails).toContainEqual({
      address: 'latha.new@example.net',
      verified: null,
      source: 'EMERITUS',
    });
  });

  it('is told what is wrong with the input as data', async () => {
    const { createUser } = await execute(facet.url, CreateUserDocument, {
      input: { customData: { address: { city: 'Chennai' } } },
    });
    expect(createUser).toMatchObject({
      user: null,
      errors: [{ code: 'INVALID_INPUT', path: ['input', 'customData', 'address'] }],
    });
  });

  it('throws what is broken', async () => {
    const by = { chakraId: 'no-uuid' };
    await expect(execute(facet.url, UserDocument, { by })).rejects.toThrow(/UUID/);
  });
});
