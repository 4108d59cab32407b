import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestFacet, startTestFacet } from '../facet.ts';

let facet: TestFacet;

beforeAll(async () => {
  facet = await startTestFacet();
});
afterAll(() => facet.close());

interface Row {
  readonly backend: string;
  readonly name: string;
  readonly status: string;
  readonly operations: readonly string[];
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  readonly creates: readonly string[];
  readonly updates: readonly string[];
}

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** Read off docs/vendors.md: the operations, and the table "From backend fields to the unified User". */
const MATRIX: readonly Omit<Row, 'name' | 'status'>[] = [
  {
    backend: 'HAPTIK_TRACT',
    operations: words('user userDetails createUser'),
    reads: words('displayName device.platform details'),
    writes: words('displayName device.platform'),
    creates: words('displayName device.platform'),
    updates: [],
  },
  {
    backend: 'HAPTIK',
    operations: words('createUser updateUser'),
    reads: words(`displayName email emails phone phones language device.model device.osVersion
      device.packageName customData`),
    writes: words(`displayName email phone language device.model device.osVersion
      device.packageName customData`),
    creates: words(`displayName email phone language device.model device.osVersion
      device.packageName customData`),
    updates: words(`displayName email phone language device.model device.osVersion
      device.packageName customData`),
  },
  {
    backend: 'CHAKRA',
    operations: words('user'),
    reads:
      words(`displayName givenName middleName familyName username email emails phone phones timezone gender
      birthDate age bio avatarUrl coverUrl employment.team employment.role availability active deleted deletedAt reportees
      createdAt updatedAt`),
    writes: [],
    creates: [],
    updates: [],
  },
  {
    backend: 'VOLT_MX',
    operations: words('createUser'),
    reads:
      words(`displayName givenName familyName email emails phone phones location.country location.countryName
      location.state subscriptions.email subscriptions.sms subscriptions.voice lastActiveAt`),
    writes:
      words(`givenName familyName email phone location.country location.state subscriptions.email
      subscriptions.sms subscriptions.voice lastActiveAt`),
    creates:
      words(`givenName familyName email phone location.country location.state subscriptions.email
      subscriptions.sms subscriptions.voice lastActiveAt`),
    updates: [],
  },
  {
    backend: 'EMERITUS',
    operations: words('createUser profile contact updateOwner updatePool updateEmail'),
    reads:
      words(`displayName givenName familyName email emails phone phones gender age location.city
      employment.company employment.jobTitle employment.department employment.industry employment.linkedinUrl
      owners pool`),
    writes: words('email phone owners pool'),
    creates: words('email phone'),
    updates: words('email owners pool'),
  },
];

it('says what each backend can read and write, in the order of the enum, at no call', async () => {
  const { data, errors } = await facet.query(
    '{ backends { backend name status operations reads writes creates updates } }',
  );
  expect(errors).toBeUndefined();
  const { backends } = Object(data) as { backends: readonly Row[] };
  expect(backends.map(({ backend, name, status }) => [backend, /\w/.test(name), status])).toEqual(
    MATRIX.map(({ backend }) => [backend, true, 'OK']),
  );
  for (const [index, { operations, reads, writes, creates, updates }] of MATRIX.entries()) {
    expect(backends[index]?.operations).toEqual(operations);
    expect(backends[index]?.reads.toSorted()).toEqual(reads.toSorted());
    expect(backends[index]?.writes.toSorted()).toEqual(writes.toSorted());
    expect(backends[index]).toMatchObject({ creates, updates });
  }
  expect(facet.sandbox.calls()).toEqual({});
});
