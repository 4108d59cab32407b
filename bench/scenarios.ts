import { PEOPLE, chakraIdOf } from './people.ts';

/** A request to one of the two servers. */
export interface Ask {
  readonly path: string;
  readonly body: string;
}

/** What the benchmark asks of both: the same people, the same fields. */
export interface Scenario {
  readonly name: string;
  /** What it does at backends. */
  readonly does: 'reads' | 'writes' | 'nothing';
  readonly facet: (turn: number) => Ask;
  readonly aggregator: (turn: number) => Ask;
  /** Requests before the first measurement, for the compiler of the language to settle. */
  readonly warmUp: number;
  /** Requests ahead of each measurement. Where the cache is to be warm they are about everybody. */
  readonly leadIn: number;
  /** Requests of one measurement. */
  readonly requests: number;
}

const USER = `query User($id: ID!) {
  user(by: { id: $id }) {
    id displayName givenName familyName username email
    emails { address kind verified source }
    gender birthDate age bio avatarUrl timezone language availability active
    location { city state country countryName }
    employment { company jobTitle department team role }
    device { platform model osVersion }
    subscriptions { email sms }
    owners pool customData lastActiveAt createdAt updatedAt
  }
}`;

/** The same of many. */
const WHOLE_USERS = USER.replace('User($id: ID!)', 'WholeUsers($by: [UserBy!]!)').replace(
  'user(by: { id: $id })',
  'users(by: $by)',
);

const USERS = `query Users($by: [UserBy!]!) {
  users(by: $by) {
    id displayName email gender birthDate timezone
    employment { company jobTitle team }
    reportees { id displayName username avatarUrl }
  }
}`;

const UPDATE = `mutation SetLanguage($id: ID!, $language: LanguageCode) {
  updateUser(input: { user: { id: $id }, set: { language: $language } }) {
    user { id language }
    outcomes { backend status }
    errors { message }
  }
}`;

const NONE = '{ __typename }';

/** The first query with what callers may ask for besides. */
const withMore = (more: string): string => USER.replace('\n  }\n}', ` ${more}\n  }\n}`);

const LISTED = 50;
const DISTINCT = 25;

/** The names of `scenarios`. */
export const SCENARIO_NAMES = [
  'one user, four sources',
  '50 users with duplicates and reportees',
  'no calls',
  'a write',
] as const;

/** What is compared, for people with these ids in Facet. */
export const scenarios = (ids: readonly string[]): readonly Scenario[] => [
  {
    name: SCENARIO_NAMES[0],
    ...sameFor(USER, '/user', (turn) => ({ id: ids[turn % PEOPLE] })),
    warmUp: 12_000,
    leadIn: 300,
    requests: 600,
  },
  {
    name: SCENARIO_NAMES[1],
    ...sameFor(USERS, '/users', (turn) => ({ by: listed(ids, turn) })),
    warmUp: 300,
    leadIn: PEOPLE,
    requests: 50,
  },
  {
    name: SCENARIO_NAMES[2],
    ...sameFor(NONE, '/none', () => ({})),
    warmUp: 16_000,
    leadIn: 300,
    requests: 2000,
  },
  {
    name: SCENARIO_NAMES[3],
    ...sameFor(UPDATE, '/language', (turn) => ({ id: ids[turn % PEOPLE], language: 'ta' })),
    warmUp: 1500,
    leadIn: 50,
    requests: 150,
  },
];

/** Of fields whose sources the query reads anyway. */
const PROVENANCE =
  'provenance(fields: ["displayName", "emails", "location", "employment"]) { field candidates { backend state value } }';

/** Facet alone: the first query with more in it. */
export const priced = (ids: readonly string[]): readonly Scenario[] => [
  withPrice(ids, 'provenance', PROVENANCE),
  withPrice(ids, 'notices', 'notices { field backend code message }'),
];

const withPrice = (ids: readonly string[], name: string, more: string): Scenario => ({
  name,
  ...sameFor(withMore(more), '/user', (turn) => ({ id: ids[turn % PEOPLE] })),
  warmUp: 4000,
  leadIn: 100,
  requests: 400,
});

/** The first query for so many different people; for none, what a request costs by itself. */
export const grown = (ids: readonly string[], count: number): Scenario => ({
  name: `${count} users`,
  ...sameFor(WHOLE_USERS, '/whole-users', (turn) => ({
    by: Array.from({ length: count }, (_, index) => ({ id: ids[(turn + index) % PEOPLE] })),
  })),
  warmUp: Math.ceil(6000 / (count + 1)),
  leadIn: Math.ceil(300 / (count + 1)),
  requests: Math.ceil(1000 / (count + 1)),
});

/** Each person twice: once by the id in Facet, once by a backend's. */
function listed(ids: readonly string[], turn: number): readonly unknown[] {
  return Array.from({ length: LISTED }, (_, index) => {
    const number = (turn + (index % DISTINCT)) % PEOPLE;
    return index < DISTINCT ? { id: ids[number] } : { chakraId: chakraIdOf(number) };
  });
}

function sameFor(
  query: string,
  path: string,
  variables: (turn: number) => unknown,
): Pick<Scenario, 'does' | 'facet' | 'aggregator'> {
  return {
    does: doneBy(query),
    facet: (turn) => ({
      path: '/graphql',
      body: JSON.stringify({ query, variables: variables(turn) }),
    }),
    aggregator: (turn) => ({ path, body: JSON.stringify(variables(turn)) }),
  };
}

function doneBy(query: string): Scenario['does'] {
  if (query === UPDATE) return 'writes';
  return query === NONE ? 'nothing' : 'reads';
}
