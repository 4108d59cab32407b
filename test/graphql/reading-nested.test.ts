import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { faults } from '../../sandbox/index.ts';
import { type TestFacet, startTestFacet } from '../facet.ts';
import { enter, everything, nowhere } from './person.ts';

let facet: TestFacet;

beforeAll(async () => {
  facet = await startTestFacet();
});
afterEach(() => facet.sandbox.reset());
afterAll(() => facet.close());

async function user(id: string, below: string) {
  const { data, errors } = await facet.query(
    `query ($id: ID!) { user(by: { id: $id }) { ${below} } }`,
    { id },
  );
  expect(errors).toBeUndefined();
  return Object(data).user;
}

const account = (at: string, type: string, below: string): string =>
  `account(at: ${at}) { ... on ${type} { ${below} } }`;

describe('a nested object of which something was written', () => {
  const written = { haptik: { phone_model: 'Pixel 9' }, volt: { country: 'India' } };

  it.each([
    ['location { __typename }', { location: { __typename: 'Location' } }],
    ['location { state }', { location: { state: null } }],
    ['device { osVersion }', { device: { osVersion: null } }],
    ['device { ... @include(if: false) { model } }', { device: {} }],
    [
      account('HAPTIK', 'HaptikAccount', 'device { osVersion }'),
      { account: { device: { osVersion: null } } },
    ],
    [
      account('HAPTIK', 'HaptikAccount', 'device { __typename }'),
      { account: { device: { __typename: 'Device' } } },
    ],
  ])('is there whatever is selected of it: %s', async (below, expected) => {
    const { id } = await enter(facet, { ...nowhere, ...written });
    expect(await user(id, below)).toEqual(expected);
    expect(facet.sandbox.calls()).toEqual({});
  });

  it('is there where another source was asked in vain, for no more calls', async () => {
    const { id } = await enter(facet, { ...nowhere, ...written, profile: {} });
    expect(await user(id, 'location { city }')).toEqual({ location: { city: null } });
    expect(facet.sandbox.calls()).toEqual({ EMERITUS: { profile: 1 } });
  });
});

describe('a nested object of which something was read', () => {
  it('is there whatever is selected of it', async () => {
    const { id } = await enter(facet, { ...nowhere, chakra: { team: 'Aurora' } });
    expect(await user(id, 'bio employment { role __typename }')).toEqual({
      bio: null,
      employment: { role: null, __typename: 'Employment' },
    });
    expect(facet.sandbox.calls()).toEqual({ CHAKRA: { user: 1 } });
  });

  it('makes no call of its own', async () => {
    const { id } = await enter(facet, { ...nowhere, chakra: everything.chakra });
    expect(await user(id, 'employment { __typename }')).toEqual({
      employment: { __typename: 'Employment' },
    });
    expect(facet.sandbox.calls()).toEqual({});
  });
});

describe('a nested object of which nothing is known', () => {
  const NAMES = ['location', 'employment', 'subscriptions', 'device'] as const;
  const type = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

  it.each(NAMES)('is there with nulls in it: %s', async (name) => {
    const { id } = await enter(facet, {
      ...nowhere,
      haptik: { name: 'A' },
      volt: { firstName: 'A' },
      chakra: {},
    });
    const there = { [name]: { __typename: type(name) } };
    expect(await user(id, `bio ${name} { __typename }`)).toEqual({ bio: null, ...there });
  });

  it.each([
    ['HAPTIK', 'HaptikAccount', 'device { model }', { device: { model: null } }],
    ['VOLT_MX', 'VoltMxAccount', 'subscriptions { sms }', { subscriptions: { sms: null } }],
  ])('is there of an account that was never written at %s', async (at, of, below, expected) => {
    const { id } = await enter(facet, { ...nowhere, haptik: {}, volt: {} });
    expect(await user(id, account(at, of, below))).toEqual({ account: expected });
  });

  it('is the same for somebody whose backend fails, with the error at its field', async () => {
    const { id } = await enter(facet);
    facet.sandbox.backend('EMERITUS').fault('profile', faults.status(500));
    const { data, errors } = await facet.query(
      'query ($id: ID!) { user(by: { id: $id }) { location { city country } } }',
      { id },
    );
    expect(data).toEqual({ user: { location: { city: null, country: 'US' } } });
    expect(errors).toMatchObject([{ path: ['user', 'location', 'city'] }]);
  });
});
