import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { faults } from '../../sandbox/index.ts';
import { type TestFacet, startTestFacet } from '../facet.ts';
import { enter, nowhere } from './person.ts';

let facet: TestFacet;

beforeAll(async () => {
  facet = await startTestFacet();
});
afterEach(() => facet.sandbox.reset());
afterAll(() => facet.close());

const tract = {
  details_available: ['city', { key: 'plan' }, 'vip', 'plan', { nothing: true }],
  details: { city: 'Pune', plan: { name: 'gold' }, vip: true, secret: 'not listed' },
};

/** Known to Chakra alone. */
const STRANGER = '00000000-0000-4000-8000-00000000f00d';

/** The names of each call for details. */
const asked = (): readonly unknown[] =>
  facet.sandbox
    .backend('HAPTIK_TRACT')
    .requests()
    .filter(({ operation }) => operation === 'userDetails')
    .map(({ body }) => Object(body).details_requested.toSorted());

async function read(selection: string, changes: Parameters<typeof enter>[1] = {}) {
  const { id } = await enter(facet, { ...nowhere, tract, ...changes });
  facet.sandbox.resetLogs();
  return facet.query(`query ($id: ID!) { user(by: { id: $id }) { ${selection} } }`, { id });
}

it('asks for all that are available when no name is given', async () => {
  const { data, errors } = await read('details');
  expect({ data, errors }).toEqual({
    data: { user: { details: { city: 'Pune', plan: { name: 'gold' }, vip: true } } },
  });
  expect(asked()).toEqual([['city', 'plan', 'vip']]);
});

it('makes one call with the union of the names, and shows each asker its own', async () => {
  const { data, errors } = await read(`
    city: details(names: ["city"])
    both: details(names: ["plan", "city"])
    none: details(names: [])
    account(at: HAPTIK_TRACT) { ... on HaptikTractAccount { detailsAvailable plan: details(names: ["plan"]) } }
  `);
  expect({ data, errors }).toEqual({
    data: {
      user: {
        city: { city: 'Pune' },
        both: { city: 'Pune', plan: { name: 'gold' } },
        none: {},
        account: {
          detailsAvailable: ['city', 'plan', 'vip'],
          plan: { plan: { name: 'gold' } },
        },
      },
    },
  });
  expect(asked()).toEqual([['city', 'plan']]);
  expect(facet.sandbox.calls()).toEqual({ HAPTIK_TRACT: { user: 1, userDetails: 1 } });
});

it('makes one call for a person who comes again behind edges, whatever is asked there', async () => {
  const { data, errors } = await read(`
    details(names: ["city"])
    accounts { user { plan: details(names: ["plan"]) accounts { user { vip: details(names: ["vip"]) } } } }
  `);
  expect({ data, errors }).toEqual({
    data: {
      user: {
        details: { city: 'Pune' },
        accounts: [
          {
            user: {
              plan: { plan: { name: 'gold' } },
              accounts: [{ user: { vip: { vip: true } } }],
            },
          },
        ],
      },
    },
  });
  expect(asked()).toEqual([['city', 'plan', 'vip']]);
});

it('makes one call for a person who is found at once at one place and late at another', async () => {
  const { id } = await enter(facet, { ...nowhere, tract });
  const chakra = facet.sandbox.backend('CHAKRA');
  chakra.records.set(STRANGER, { id: STRANGER });
  chakra.fault('user', faults.delay(300));
  facet.sandbox.resetLogs();
  const { data, errors } = await facet.query(
    `query ($id: ID!, $stranger: ID!) {
      user(by: { id: $id }) { details(names: ["city"]) }
      users(by: [{ id: $id }, { chakraId: $stranger }]) { details(names: ["plan"]) }
    }`,
    { id, stranger: STRANGER },
  );
  expect({ data, errors }).toEqual({
    data: {
      user: { details: { city: 'Pune' } },
      users: [{ details: { plan: { name: 'gold' } } }, { details: null }],
    },
  });
  expect(asked()).toEqual([['city', 'plan']]);
});

it('refuses a name that is not available, without a call for it, and leaves the others', async () => {
  const { data, errors } = await read(
    'good: details(names: ["vip"]) bad: details(names: ["city", "secret"])',
  );
  expect(data).toEqual({ user: { good: { vip: true }, bad: null } });
  expect(errors).toMatchObject([
    {
      path: ['user', 'bad'],
      extensions: { code: 'INVALID_INPUT', inputPath: ['names', '1'] },
    },
  ]);
  expect(asked()).toEqual([['vip']]);
});

it('makes no call when nothing is available or nothing is asked for', async () => {
  expect((await read('details', { tract: { details_available: null } })).data).toEqual({
    user: { details: null },
  });
  expect(asked()).toEqual([]);
  expect((await read('details(names: [])')).data).toEqual({ user: { details: {} } });
  expect(asked()).toEqual([]);
  expect((await read('details', { ...nowhere, haptik: {} })).data).toEqual({
    user: { details: null },
  });
});

it('keeps the variables of one request out of the plans of the next', async () => {
  const { id } = await enter(facet, { ...nowhere, tract });
  const document = `query ($id: ID!, $names: [String!], $at: Backend!, $fields: [String!]) {
    user(by: { id: $id }) {
      details(names: $names) account(at: $at) { backend } provenance(fields: $fields) { field }
    }
  }`;
  for (const [names, at, fields] of [
    [['city'], 'HAPTIK_TRACT', ['bio']],
    [['vip'], 'CHAKRA', ['details']],
    [['plan', 'vip'], 'HAPTIK_TRACT', []],
  ] as const) {
    facet.sandbox.resetLogs();
    const { data } = await facet.query(document, { id, names, at, fields });
    expect(data).toEqual({
      user: {
        details: Object.fromEntries(names.map((name) => [name, tract.details[name]])),
        account: at === 'CHAKRA' ? null : { backend: at },
        provenance: fields.map((field) => ({ field })),
      },
    });
  }
  expect(asked()).toEqual([['plan', 'vip']]);
});
