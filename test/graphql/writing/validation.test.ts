import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestFacet } from '../../facet.ts';
import type { TestFacet } from '../../facet.ts';
import { attempt, mutate, outcomeAt } from './mutations.ts';
import type { MutationName, Payload } from './mutations.ts';
import { stranger } from './people.ts';

let facet: TestFacet;
let user: { readonly id: string };
let userCount: number;

beforeAll(async () => {
  facet = await startTestFacet();
  const created = await mutate(facet, 'createUser', stranger());
  user = { id: created.user?.id ?? '' };
  userCount = await facet.registry.count(null);
});

afterAll(async () => facet.close());

beforeEach(() => facet.sandbox.resetLogs());

/** Runs a mutation that is refused, and makes sure that it left no trace. */
async function refusal(
  name: MutationName,
  input: Readonly<Record<string, unknown>>,
): Promise<Payload> {
  const { data, errors } = await attempt(facet, name, input);
  expect(errors).toBeUndefined();
  expect(facet.sandbox.calls()).toEqual({});
  expect(await facet.registry.count(null)).toBe(userCount);
  const payload: Payload | undefined = data?.[name];
  if (!payload) throw new Error(`${name} has no payload.`);
  return payload;
}

const error = (code: string, ...path: string[]) => ({
  code,
  path: ['input', ...path],
  message: expect.any(String),
});

describe('createUser is refused whole', () => {
  it.each<[string, object, ReturnType<typeof error>[]]>([
    [
      'for nested custom data, every key of it',
      { customData: { tier: 'gold', address: { city: 'Chennai' }, tags: ['a'] } },
      [
        error('INVALID_INPUT', 'customData', 'address'),
        error('INVALID_INPUT', 'customData', 'tags'),
      ],
    ],
    [
      'for an auth id with other characters than letters and digits',
      { haptik: { authId: 'no-dashes' } },
      [error('INVALID_INPUT', 'haptik', 'authId')],
    ],
    [
      'for an empty auth id',
      { haptik: { authId: '' } },
      [error('INVALID_INPUT', 'haptik', 'authId')],
    ],
    [
      'for a blank Haptik user id',
      { haptikTract: { userId: '  ' } },
      [error('INVALID_INPUT', 'haptikTract', 'userId')],
    ],
    [
      'for a Haptik user id that no text can hold',
      { haptikTract: { userId: 'a\0b', thirdPartyUserId: '' } },
      [
        error('INVALID_INPUT', 'haptikTract', 'userId'),
        error('INVALID_INPUT', 'haptikTract', 'thirdPartyUserId'),
      ],
    ],
    [
      'for ids that are too long',
      { haptik: { authId: 'a'.repeat(513) }, haptikTract: { userId: 'a'.repeat(513) } },
      [error('INVALID_INPUT', 'haptikTract', 'userId'), error('INVALID_INPUT', 'haptik', 'authId')],
    ],
    [
      'for blank texts, wherever they are',
      {
        displayName: '  ',
        givenName: '',
        familyName: '\t',
        location: { country: 'US', state: ' ', city: '' },
        device: { model: ' ', osVersion: '', packageName: '\n' },
        haptik: { authCode: ' ' },
      },
      [
        error('INVALID_INPUT', 'displayName'),
        error('INVALID_INPUT', 'givenName'),
        error('INVALID_INPUT', 'familyName'),
        error('INVALID_INPUT', 'location', 'state'),
        error('INVALID_INPUT', 'location', 'city'),
        error('INVALID_INPUT', 'device', 'model'),
        error('INVALID_INPUT', 'device', 'osVersion'),
        error('INVALID_INPUT', 'device', 'packageName'),
        error('INVALID_INPUT', 'haptik', 'authCode'),
      ],
    ],
    [
      'for a corporation that is not configured',
      { emeritus: { corpId: 'somebody-elses' } },
      [error('FORBIDDEN', 'emeritus', 'corpId')],
    ],
    [
      'for all of these at once, in the order of the backends',
      {
        haptikTract: { userId: '' },
        customData: { deep: {} },
        emeritus: { corpId: 'somebody-elses' },
      },
      [
        error('INVALID_INPUT', 'haptikTract', 'userId'),
        error('INVALID_INPUT', 'customData', 'deep'),
        error('FORBIDDEN', 'emeritus', 'corpId'),
      ],
    ],
  ])('%s', async (_, wrong, errors) => {
    const payload = await refusal('createUser', { ...stranger(), ...wrong });
    expect(payload).toMatchObject({ user: null, errors });
    expect(outcomeAt(payload, 'VOLT_MX')).toMatchObject({
      status: 'SKIPPED',
      attempts: 0,
      error: { code: 'INVALID_INPUT' },
    });
  });

  it('never quoting what it refuses', async () => {
    const wrong = { customData: { key: { canary: 'canary-1' } }, haptik: { authId: 'canary-2' } };
    const { text } = await attempt(facet, 'createUser', { ...wrong });
    expect(text).toContain('INVALID_INPUT');
    expect(text).not.toContain('canary');
  });
});

/** Who it is about is told all the same, and every backend once. */
function expectRefused(payload: object, errors: readonly object[]) {
  const backends = ['HAPTIK_TRACT', 'HAPTIK', 'CHAKRA', 'VOLT_MX', 'EMERITUS'];
  const outcomes = backends.map((backend) => ({
    backend,
    status: expect.toBeOneOf(['SKIPPED', 'UNSUPPORTED']),
    attempts: 0,
  }));
  expect(payload).toMatchObject({ user, outcomes, errors });
}

describe('updateUser is refused whole', () => {
  it.each<[string, object, ReturnType<typeof error>[]]>([
    ['for an empty set', {}, [error('INVALID_INPUT', 'set')]],
    ['for a blank name', { displayName: ' ' }, [error('INVALID_INPUT', 'set', 'displayName')]],
    [
      'for blank texts',
      { device: { model: '', osVersion: ' ', packageName: null }, authCode: ' ' },
      [
        error('INVALID_INPUT', 'set', 'device', 'model'),
        error('INVALID_INPUT', 'set', 'device', 'osVersion'),
        error('INVALID_INPUT', 'set', 'authCode'),
      ],
    ],
    [
      'for nested custom data',
      { email: 'never.sent@example.net', customData: { deep: [] } },
      [error('INVALID_INPUT', 'set', 'customData', 'deep')],
    ],
  ])('%s', async (_, set, errors) => {
    expectRefused(await refusal('updateUser', { user, set }), errors);
  });
});

describe('updateOwners is refused whole', () => {
  it.each<[string, object, ReturnType<typeof error>[]]>([
    ['without an owner', {}, [error('INVALID_INPUT')]],
    ['for empty lists', { add: [], remove: [] }, [error('INVALID_INPUT')]],
    [
      'for an owner to add and to remove',
      { add: ['a', 'b'], remove: ['b'] },
      [error('INVALID_INPUT', 'add', '1')],
    ],
    [
      'for blank owners',
      { add: ['a', ' '], remove: [''] },
      [error('INVALID_INPUT', 'remove', '0'), error('INVALID_INPUT', 'add', '1')],
    ],
  ])('%s', async (_, changes, errors) => {
    const payload = await refusal('updateOwners', { user, ...changes });
    expect(payload).toMatchObject({ user, outcomes: [], errors });
  });
});

it.each(['', '  ', '\n'])('updatePool is refused for the blank pool %j', async (pool) => {
  const payload = await refusal('updatePool', { user, pool });
  expectRefused(payload, [error('INVALID_INPUT', 'pool')]);
});

describe('every mutation of a person', () => {
  const inputs = {
    updateUser: { set: { displayName: 'Nova' } },
    updateOwners: { add: ['a'] },
    updatePool: { pool: 'alive' },
    updateEmail: { email: 'nova@example.net' },
    linkAccount: { account: { authId: 'free1' } },
    unlinkAccount: { account: { authId: 'free1' } },
  } as const;
  const names = Object.keys(inputs) as (keyof typeof inputs)[];

  it.each(names)('%s: nobody has this identifier', async (name) => {
    for (const by of [{ id: 'user_nobody' }, { authId: 'nobody1' }, { ectUserId: 'nobody' }]) {
      const payload = await refusal(name, { user: by, ...inputs[name] });
      expect(payload).toMatchObject({ user: null, errors: [error('NOT_FOUND', 'user')] });
    }
  });

  it.each(names)('%s: the identifier breaks its scheme', async (name) => {
    const wrong = [
      ['chakraId', '../../admin'],
      ['voltMxId', '12a'],
      ['authId', 'no-dashes'],
      ['haptikUserId', ' '],
    ] as const;
    for (const [scheme, value] of wrong) {
      const payload = await refusal(name, { user: { [scheme]: value }, ...inputs[name] });
      expect(payload).toMatchObject({
        user: null,
        errors: [error('INVALID_INPUT', 'user', scheme)],
      });
    }
  });

  it.each(names)('%s: the corporation is not configured', async (name) => {
    const by = { emeritus: { corpId: 'somebody-elses', userId: 'a' } };
    const payload = await refusal(name, { user: by, ...inputs[name] });
    expect(payload).toMatchObject({
      user: null,
      errors: [error('FORBIDDEN', 'user', 'emeritus', 'corpId')],
    });
  });

  it.each(['linkAccount', 'unlinkAccount'] as const)('%s: the account’s too', async (name) => {
    const wrong = [
      ['INVALID_INPUT', { chakraId: 'not-a-uuid' }, ['chakraId']],
      ['INVALID_INPUT', { emeritus: { userId: '' } }, ['emeritus', 'userId']],
      ['FORBIDDEN', { emeritus: { corpId: 'x', userId: 'a' } }, ['emeritus', 'corpId']],
    ] as const;
    for (const [code, account, path] of wrong) {
      const payload = await refusal(name, { user, account });
      expect(payload).toMatchObject({ errors: [error(code, 'account', ...path)] });
    }
  });
});

describe('what the schema refuses never reaches a backend', () => {
  it.each<[MutationName, object]>([
    ['createUser', { email: 'not an address' }],
    ['createUser', { phone: '0171' }],
    ['createUser', { location: { country: 'XX' } }],
    ['createUser', { language: 'klingon' }],
    ['createUser', { customData: ['a list'] }],
    ['createUser', { lastActiveAt: 'yesterday' }],
    ['createUser', { backends: ['SIXTH'] }],
    ['updateEmail', { user: { id: 'user_1', authId: 'both1' }, email: 'nova@example.net' }],
    ['linkAccount', { user: { id: 'user_1' }, account: {} }],
    ['updateEmail', { user: { id: 'user_1' }, email: null }],
  ])('%s %j', async (name, input) => {
    const { data, errors } = await attempt(facet, name, { ...input });
    expect(data ?? null).toBeNull();
    expect(errors?.map(({ extensions }) => extensions['code'])).toEqual(['INVALID_INPUT']);
    expect(facet.sandbox.calls()).toEqual({});
  });
});
