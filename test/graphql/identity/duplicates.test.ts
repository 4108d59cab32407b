import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { isOneProcess, startTestFacet } from '../../facet.ts';
import type { TestFacet } from '../../facet.ts';
import { mutate } from '../writing/mutations.ts';
import { stranger } from '../writing/people.ts';
import { PACE } from '../../pace.ts';

let facet: TestFacet;

beforeAll(async () => {
  facet = await startTestFacet({ environment: { CACHE_TTL_MS: '60000' } });
});
afterAll(async () => facet.close());

const DUPLICATES = `query ($by: UserBy!) { user(by: $by) { possibleDuplicates { user { id } evidence {
  kind value backend backendField origin otherBackend otherBackendField otherOrigin } } } }`;

async function duplicatesOf(
  id: string,
  headers: Readonly<Record<string, string>> = {},
  of = facet,
): Promise<unknown> {
  const { data, errors } = await of.query(DUPLICATES, { by: { id } }, headers);
  expect(errors).toBeUndefined();
  return (data?.['user'] as { possibleDuplicates: unknown } | undefined)?.possibleDuplicates;
}

/** Somebody whom Chakra and nobody else knows, looked up, so that they have an id here. */
async function chakraPerson(email: string, phone: string, of = facet): Promise<Person> {
  const ref = randomUUID();
  const { records } = of.sandbox.backend('CHAKRA');
  const any = of.sandbox.strangers
    .flatMap(({ accounts }) => accounts)
    .find(({ backend }) => backend === 'CHAKRA');
  const known = records.get({ scope: '', ref: any?.ref ?? '' });
  const entry = { id: randomUUID(), email, normalizedEmail: email, type: 'WORK', isVerified: true };
  const contacts = { emails: [entry], primaryEmail: entry, phones: [phone], primaryPhone: phone };
  records.set({ scope: '', ref }, { ...known, id: ref, ...contacts });
  return { ref, id: await look(ref, of) };
}

interface Person {
  readonly ref: string;
  readonly id: string;
}

async function look(chakraId: string, of = facet): Promise<string> {
  const { data } = await of.query('query ($by: UserBy!) { user(by: $by) { id displayName } }', {
    by: { chakraId },
  });
  return String((data?.['user'] as { id: string } | undefined)?.id);
}

async function written(person: object): Promise<string> {
  const { user } = await mutate(facet, 'createUser', { ...person, backends: ['HAPTIK'] });
  return user?.id ?? '';
}

it.runIf(isOneProcess)(
  'tells of who was read with what another was read or written with, and asks no backend',
  async () => {
    const { email, phone, ...one } = stranger();
    const asha = await chakraPerson(email.toUpperCase(), phone);
    const boris = await chakraPerson(`other.${email}`, phone);
    const carla = await written({ ...one, email, phone: stranger().phone });
    facet.sandbox.resetLogs();
    const chakraPhone = {
      backend: 'CHAKRA',
      backendField: 'phones primaryPhone',
      origin: 'CACHED',
    };
    const chakraEmail = { ...chakraPhone, backendField: 'emails primaryEmail' };
    const as = (place: typeof chakraPhone) => ({
      otherBackend: place.backend,
      otherBackendField: place.backendField,
      otherOrigin: place.origin,
    });
    const haptik = { backend: 'HAPTIK', backendField: 'email', origin: 'LAST_WRITE' };
    const samePhone = { kind: 'PHONE', value: phone, ...chakraPhone, ...as(chakraPhone) };
    const sameEmail = { kind: 'EMAIL', value: email };
    expect(await duplicatesOf(asha.id)).toEqual([
      { user: { id: boris.id }, evidence: [samePhone] },
      { user: { id: carla }, evidence: [{ ...sameEmail, ...chakraEmail, ...as(haptik) }] },
    ]);
    expect(await duplicatesOf(boris.id)).toEqual([
      { user: { id: asha.id }, evidence: [samePhone] },
    ]);
    expect(await duplicatesOf(carla)).toEqual([
      { user: { id: asha.id }, evidence: [{ ...sameEmail, ...haptik, ...as(chakraEmail) }] },
    ]);
    expect(facet.sandbox.calls()).toEqual({});
    const history = await facet.registry.history(asha.id);
    expect(JSON.stringify(history).toLowerCase()).not.toContain(email);
  },
);

it.runIf(isOneProcess)('goes by what is there when the account was read again', async () => {
  const { email, phone } = stranger();
  const asha = await chakraPerson(email, phone);
  const boris = await chakraPerson(`other.${email}`, phone);
  expect(await duplicatesOf(asha.id)).toMatchObject([{ user: { id: boris.id } }]);
  const { records } = facet.sandbox.backend('CHAKRA');
  const key = { scope: '', ref: boris.ref };
  records.set(key, { ...records.get(key), phones: [], primaryPhone: null });
  const again = 'query ($by: UserBy!) { user(by: $by) { phones { number } } }';
  await facet.query(again, { by: { id: boris.id } }, { 'cache-control': 'no-cache' });
  expect(await duplicatesOf(asha.id)).toEqual([]);
});

it.runIf(isOneProcess)(
  'takes nothing that others have read when the caller wants it fresh',
  async () => {
    const { email, phone, ...one } = stranger();
    const asha = await chakraPerson(email, phone);
    await written({ ...one, email });
    expect(await duplicatesOf(asha.id)).toHaveLength(1);
    expect(await duplicatesOf(asha.id, { 'cache-control': 'no-cache' })).toEqual([]);
  },
);

it.runIf(isOneProcess)('forgets what was read with the cache', async () => {
  const brief = await startTestFacet({ environment: { CACHE_TTL_MS: '300' } });
  const { email, phone } = stranger();
  const asha = await chakraPerson(email, phone, brief);
  await chakraPerson(`other.${email}`, phone, brief);
  await expect
    .poll(async () => duplicatesOf(asha.id, {}, brief), { timeout: 5000 * PACE })
    .toEqual([]);
  await brief.close();
});
