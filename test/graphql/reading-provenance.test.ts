import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { faults } from '../../sandbox/index.ts';
import { type TestFacet, startTestFacet } from '../facet.ts';
import { type Wire, enter, everything } from './person.ts';

let facet: TestFacet;

beforeAll(async () => {
  facet = await startTestFacet();
});
afterEach(() => facet.sandbox.reset());
afterAll(() => facet.close());

const CANDIDATE = 'backend backendField state value rawValue origin asOf';

async function provenance(fields: readonly string[] | null, id: string) {
  const { data, errors } = await facet.query(
    `query ($id: ID!, $fields: [String!]) { user(by: { id: $id }) {
      provenance(fields: $fields) { field candidates { ${CANDIDATE} } }
    } }`,
    { id, fields },
  );
  return { list: Object(data).user.provenance, errors };
}

const of = async (field: string, changes: Partial<Wire>) => {
  const { id } = await enter(facet, changes);
  const { list, errors } = await provenance([field], id);
  expect({ errors, fields: list.map((one: { field: string }) => one.field) }).toEqual({
    fields: [field],
  });
  return list[0].candidates;
};

const asOf = expect.stringMatching(/^\d{4}-\d\d-\d\dT/);
const live = { origin: 'LIVE', asOf };
const written = { origin: 'LAST_WRITE', asOf };
const unknown = { value: null, rawValue: null, origin: null, asOf: null };

it('says of every source what it has, next to the one that was chosen', async () => {
  const candidates = await of('displayName', {
    profile: { name: 'Asha of Chakra ' },
    haptik: { name: ' ' },
    volt: null,
  });
  expect(candidates).toEqual([
    {
      backend: 'CHAKRA',
      backendField: 'displayName',
      state: 'CHOSEN',
      value: 'Asha of Chakra',
      rawValue: '  Asha of Chakra ',
      ...live,
    },
    {
      backend: 'EMERITUS',
      backendField: 'name',
      state: 'AGREES',
      value: 'Asha of Chakra',
      rawValue: 'Asha of Chakra ',
      ...live,
    },
    {
      backend: 'HAPTIK',
      backendField: 'name',
      state: 'EMPTY',
      value: null,
      rawValue: ' ',
      ...written,
    },
    {
      backend: 'HAPTIK_TRACT',
      backendField: 'user_name',
      state: 'DIFFERS',
      value: 'Asha of TRACT',
      rawValue: ' Asha of TRACT ',
      ...live,
    },
    {
      backend: 'VOLT_MX',
      backendField: 'firstName lastName',
      state: 'NOT_LINKED',
      ...unknown,
    },
  ]);
});

it('says what cannot be normalised, as it was sent', async () => {
  const candidates = await of('email', {
    chakra: { emails: [{ email: 'at home' }] },
    emails: ['ASHA@haptik.example'],
    volt: { email: 'asha@volt.example' },
  });
  expect(candidates).toEqual([
    {
      backend: 'CHAKRA',
      backendField: 'emails primaryEmail',
      state: 'INVALID',
      value: null,
      rawValue: { emails: [{ email: 'at home' }] },
      ...live,
    },
    {
      backend: 'EMERITUS',
      backendField: 'email',
      state: 'CHOSEN',
      value: 'ASHA@haptik.example',
      rawValue: ['ASHA@haptik.example'],
      ...live,
    },
    {
      backend: 'HAPTIK',
      backendField: 'email',
      state: 'AGREES',
      value: 'asha@haptik.example',
      rawValue: 'asha@haptik.example',
      ...written,
    },
    {
      backend: 'VOLT_MX',
      backendField: 'email',
      state: 'DIFFERS',
      value: 'asha@volt.example',
      rawValue: 'asha@volt.example',
      ...written,
    },
  ]);
});

it('says which backend failed, which no longer knows the person, and which was never written', async () => {
  const { id, chakra, haptik, volt } = await enter(facet);
  facet.sandbox.backend('CHAKRA').records.remove(chakra);
  facet.sandbox.backend('EMERITUS').fault('profile', faults.status(500));
  const cause = { kind: 'UNLINK', actor: 'test', evidence: 'test' } as const;
  const rewritten = { backend: 'HAPTIK', scope: '', ref: haptik } as const;
  await facet.registry.unlink(id, rewritten, cause);
  await facet.registry.link(id, rewritten, { ...cause, kind: 'LINK' });
  await facet.registry.unlink(id, { backend: 'VOLT_MX', scope: '', ref: volt }, cause);
  const { list, errors } = await provenance(['displayName'], id);
  expect(errors).toBeUndefined();
  const states = list[0].candidates.map((one: Record<string, unknown>) => [
    one['backend'],
    one['state'],
    one['value'],
    one['origin'],
  ]);
  expect(states).toEqual([
    ['CHAKRA', 'NOT_FOUND', null, null],
    ['EMERITUS', 'UNAVAILABLE', null, null],
    ['HAPTIK', 'EMPTY', null, null],
    ['HAPTIK_TRACT', 'CHOSEN', 'Asha of TRACT', 'LIVE'],
    ['VOLT_MX', 'NOT_LINKED', null, null],
  ]);
});

it('shows a list once for each source', async () => {
  const candidates = await of('phones', { haptik: { mobile_no: '+91 98000 00007' }, volt: {} });
  const short = candidates.map((one: Record<string, unknown>) => [
    one['backend'],
    one['backendField'],
    one['state'],
    one['value'],
  ]);
  expect(short).toEqual([
    ['CHAKRA', 'phones primaryPhone', 'CHOSEN', ['+919800000004', '+919800000003']],
    ['EMERITUS', 'mobile', 'CHOSEN', ['+919800000007']],
    ['EMERITUS', 'area_code mobile', 'CHOSEN', ['+919800000006']],
    ['EMERITUS', 'mobile_backup', 'CHOSEN', ['+919800000008']],
    ['HAPTIK', 'mobile_no', 'AGREES', ['+919800000007']],
    ['VOLT_MX', 'mobileNumber', 'EMPTY', null],
  ]);
});

it('takes nested fields by path, a whole group by its name, and all when none is named', async () => {
  const { id } = await enter(facet);
  const fieldsOf = async (fields: readonly string[] | null) =>
    (await provenance(fields, id)).list.map(({ field }: { field: string }) => field);
  expect(await fieldsOf(['location.city', 'age'])).toEqual(['location.city', 'age']);
  expect(await fieldsOf(['location'])).toEqual([
    'location.country',
    'location.countryName',
    'location.state',
    'location.city',
  ]);
  expect(await fieldsOf([])).toEqual([]);
  const all = await fieldsOf(null);
  expect(all).toHaveLength(new Set(all).size);
  expect(all).toEqual(
    expect.arrayContaining(['displayName', 'emails', 'device.platform', 'details', 'reportees']),
  );
});

it('asks the same reads as the fields, once', async () => {
  const { id } = await enter(facet);
  facet.sandbox.resetLogs();
  const { errors } = await facet.query(
    `query ($id: ID!) { user(by: { id: $id }) {
      displayName details provenance { field candidates { value } } emails { address } phones { number }
    } }`,
    { id },
  );
  expect(errors).toBeUndefined();
  expect(facet.sandbox.calls()).toEqual({
    HAPTIK_TRACT: { user: 1, userDetails: 1 },
    CHAKRA: { user: 1 },
    EMERITUS: { profile: 1, contact: 3 },
  });
});

it('answers a field that does not exist with an error, an empty list, and the rest of the person', async () => {
  const { id } = await enter(facet, { tract: everything.tract });
  facet.sandbox.resetLogs();
  const { data, errors } = await facet.query(
    `query ($id: ID!) { user(by: { id: $id }) {
      pool provenance(fields: ["displayName", "shoeSize"]) { field }
    } }`,
    { id },
  );
  expect(data).toEqual({ user: { pool: 'alive', provenance: [] } });
  expect(errors).toMatchObject([
    {
      path: ['user', 'provenance'],
      extensions: { code: 'INVALID_INPUT', inputPath: ['fields', '1'] },
    },
  ]);
  expect(facet.sandbox.calls()).toEqual({});
});
