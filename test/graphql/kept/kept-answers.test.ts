import { GraphQLError } from 'graphql';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ReadCache, Reading, SharedReads } from '#backends';
import { FacetError } from '#errors';
import type { DurableRegistry } from '#registry';
import { Visibility } from '#users';
import type { Warning } from '#users';
import { KeptAnswers } from '../../../src/graphql/execution/kept/kept-answers.ts';
import { openSqlite } from '../../../src/registry/sqlite/open.ts';
import { databaseFiles } from '../../registry/database-files.ts';
import {
  LINKED,
  NAMES,
  READ,
  account,
  asked,
  requestOf as newRequest,
  record,
  sharedFor,
} from './asking.ts';

const newFile = databaseFiles();

let registry: DurableRegistry;
let shared: SharedReads;
let cache: ReadCache;
let answers: KeptAnswers;

beforeEach(async () => {
  registry = await openSqlite(newFile());
  shared = sharedFor(60_000);
  if (!shared.cache) throw new Error('There is no cache.');
  cache = shared.cache;
  answers = new KeptAnswers(shared, registry);
});
afterEach(async () => {
  vi.useRealTimers();
  await registry.close();
});

/** What the backend answers from now on, as the cache has it. */
const tell = async (reading: Reading): Promise<unknown> =>
  cache.renew(READ, { make: async () => reading, signal: undefined });

const requestOf = () =>
  newRequest(async () => {
    throw new Error('With a cache nothing is read again.');
  });
type Request = ReturnType<typeof requestOf>;

/** Answers a request that reads the one record, as far as it has to be answered. */
function answer(
  request: Request = requestOf(),
  operation = asked(NAMES),
  meanwhile: (request: Request) => void = () => {},
): { readonly data: object; readonly isKept: boolean } {
  // It was asked before.
  const place = answers.placeOf(operation, request) ?? answers.placeOf(operation, request);
  if (place?.data) return { data: place.data, isKept: true };
  const reading = cache.fresh(READ);
  if (reading && place) request.footprint().add(READ, reading);
  const data = { user: { displayName: 'Asha' } };
  meanwhile(request);
  place?.keep(data);
  return { data, isKept: false };
}

const isKept = (...asks: Parameters<typeof answer>): boolean => answer(...asks).isKept;

describe('an answer that is made of records alone', () => {
  it.each([
    ['a record', () => record('one')],
    ['no such user', (): Reading => ({ kind: 'absent' })],
  ])('is given again while the cache has what it was made of: %s', async (_what, reading) => {
    await tell(reading());
    const first = answer();
    expect(first.isKept).toBe(false);
    expect(answer()).toEqual({ data: first.data, isKept: true });
    expect(answer().data).toBe(first.data);
  });

  it.each([
    ['another record', async () => tell(record('two'))],
    ['a word that there is none', async () => tell({ kind: 'absent' })],
    ['nothing any more', async () => cache.forget(account)],
    ['an erasure of anybody', async () => shared.forget({ ...account, ref: 'c-2' })],
    ['a change of the registry', async () => registry.link(null, account, LINKED)],
  ])('is made anew after %s', async (_what, change) => {
    await tell(record('one'));
    expect([isKept(), isKept()]).toEqual([false, true]);
    await change();
    expect(isKept()).toBe(false);
  });

  it('is made anew on another day, for ages', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2090, 4, 16, 23, 59) });
    await tell(record('one'));
    expect([isKept(), isKept()]).toEqual([false, true]);
    vi.setSystemTime(Date.UTC(2090, 4, 17));
    expect([isKept(), isKept()]).toEqual([false, true]);
  });

  it('is given again to clients that ask for the type of each object', async () => {
    const text = `query ($id: ID!) { __typename
      user(by: { id: $id }) { __typename emails { __typename address } } }`;
    await tell(record('one'));
    expect([1, 2].map(() => isKept(requestOf(), asked(text)))).toEqual([false, true]);
  });

  it('is another one for other variables, however little they differ', async () => {
    await tell(record('one'));
    expect([isKept(), isKept()]).toEqual([false, true]);
    for (const id of ['user_2', 1, '1', null]) {
      expect([id, isKept(requestOf(), asked(NAMES, { id }))]).toEqual([id, false]);
    }
    expect(isKept()).toBe(true);
  });
});

const ODD: Warning = {
  code: 'BACKEND_CONTRACT',
  message: 'It is odd.',
  backend: 'CHAKRA',
  field: 'bio',
  path: [],
};

describe('no answer is kept', () => {
  beforeEach(async () => tell(record('one')));

  it('to what was asked once', () => {
    expect(answers.placeOf(asked(NAMES), requestOf())).toBeNull();
    expect(answers.placeOf(asked(NAMES), requestOf())).not.toBeNull();
    expect(answers.placeOf(asked(NAMES, { id: 'user_2' }), requestOf())).toBeNull();
  });

  it.each([
    ['reads all anew', { reuses: false }],
    ['is traced', { traced: true }],
    ['may not know of everybody', { visibility: new Visibility(new Set(['corporation'])) }],
  ])('for, or given to, a request that %s', (_what, difference) => {
    const different = () => ({ ...requestOf(), ...difference });
    expect([isKept(different()), isKept(different())]).toEqual([false, false]);
    expect([isKept(), isKept()]).toEqual([false, true]);
    expect(isKept(different())).toBe(false);
  });

  it.each<[string, (request: Request) => void]>([
    ['a warning', ({ warnings }) => warnings.push(ODD)],
    ['an error beside a list', ({ problems }) => problems.push(new GraphQLError('late'))],
    ['a time that is shown', ({ footprint }) => footprint().spoil()],
    [
      'a failure',
      ({ footprint }) =>
        footprint().add(READ, { kind: 'failed', error: new FacetError('INTERNAL', 'down') }),
    ],
  ])('with %s', (_what, meanwhile) => {
    expect(isKept(requestOf(), asked(NAMES), meanwhile)).toBe(false);
    expect(isKept()).toBe(false);
  });

  it('that was made while somebody changed the registry', async () => {
    const [, ...places] = [0, 1, 2].map(() => answers.placeOf(asked(NAMES), requestOf()));
    await registry.link(null, account, LINKED);
    places[0]?.keep({ user: null });
    expect(isKept(requestOf(), asked(NAMES, { id: 'user_2' }))).toBe(false);
    places[1]?.keep({ user: null });
    expect(isKept()).toBe(false);
  });

  it.each([
    [
      'a mutation',
      'mutation ($id: ID!) { linkAccount(input: { user: { id: $id } }) { user { id } } }',
    ],
    ['a directive', 'query ($id: ID!) { user(by: { id: $id }) { id @include(if: true) } }'],
    ['a history', 'query ($id: ID!) { user(by: { id: $id }) { history { nodes { id } } } }'],
    ['provenance', 'query ($id: ID!) { user(by: { id: $id }) { provenance { field } } }'],
    ['other roots', '{ backends { name } }'],
    ['the schema', '{ __schema { description } }'],
    ['nobody', '{ __typename }'],
    ['an interface', 'query ($id: ID!) { user(by: { id: $id }) { accounts { id } } }'],
  ])('of an operation with %s', (_what, text) => {
    expect([isKept(requestOf(), asked(text)), isKept(requestOf(), asked(text))]).toEqual([
      false,
      false,
    ]);
  });

  it('of two thousand before, once there are more', () => {
    expect([isKept(), isKept()]).toEqual([false, true]);
    for (let number = 0; number < 2000; number += 1) {
      isKept(requestOf(), asked(NAMES, { id: `user_${number + 2}` }));
    }
    const others = () => isKept(requestOf(), asked(NAMES, { id: 'user_0' }));
    expect([isKept(), others(), isKept(), others()]).toEqual([false, false, true, true]);
  });

  it('twice for the same question', async () => {
    expect([isKept(), isKept()]).toEqual([false, true]);
    answers.placeOf(asked(NAMES, { id: 'user_2' }), requestOf());
    const place = answers.placeOf(asked(NAMES, { id: 'user_2' }), requestOf());
    for (let time = 0; time < 3000; time += 1) place?.keep({ user: null });
    expect(isKept()).toBe(true);
  });
});

describe('the text of an answer', () => {
  beforeEach(async () => tell(record('one')));

  it('is that of any other one, whether it is kept or has more in it', () => {
    const kept = answer().data as Readonly<Record<string, unknown>>;
    const results = [{ data: kept }, { data: { user: null } }, { data: null }, { errors: [] }];
    const more = [
      { errors: [{ message: 'late' }], data: kept },
      { data: kept, extensions: { warnings: [] } },
    ];
    for (const result of [...results, ...results, ...more, ...results]) {
      const all = { errors: undefined, data: undefined, extensions: undefined, ...result };
      expect(answers.textOf(all)).toBe(JSON.stringify(all));
    }
  });

  it('counts: of too many characters all are forgotten', () => {
    const long = 'x'.repeat(5 * 1024 * 1024);
    const big = (id: string): void => {
      answers.placeOf(asked(NAMES, { id }), requestOf());
      const place = answers.placeOf(asked(NAMES, { id }), requestOf());
      const data = { user: { displayName: long } };
      place?.keep(data);
      answers.textOf({ data });
    };
    expect([isKept(), isKept()]).toEqual([false, true]);
    big('user_2');
    expect(isKept()).toBe(true);
    big('user_3');
    big('user_4');
    expect(isKept()).toBe(false);
  });
});
