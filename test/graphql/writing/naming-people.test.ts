import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CreateUserInput } from '#schema';
import { startTestFacet } from '../../facet.ts';
import type { TestFacet } from '../../facet.ts';
import { mutate } from './mutations.ts';
import { stranger } from './people.ts';

let facet: TestFacet;

beforeAll(async () => {
  facet = await startTestFacet();
});

afterAll(async () => facet.close());

beforeEach(() => facet.sandbox.reset());

describe('createUser makes nobody in particular nowhere', () => {
  it.each<[string, CreateUserInput]>([
    ['nothing', {}],
    ['no more than where', { backends: ['HAPTIK'] }],
    ['only nulls', { displayName: null, phone: null, haptik: { authId: null } }],
    ['only what many share', { language: 'en', location: { country: 'IN' }, device: {} }],
    ['custom data alone', { customData: { tier: 'gold' }, emeritus: {} }],
    ['a secret alone', { haptik: { authCode: 'canary' } }],
  ])('of an input that says %s', async (_, input) => {
    const payload = await mutate(facet, 'createUser', input);
    expect(payload).toMatchObject({
      user: null,
      errors: [{ code: 'INVALID_INPUT', path: ['input'], message: expect.stringMatching(/name/) }],
    });
    expect(facet.sandbox.calls()).toEqual({});
    expect(await facet.registry.count(null)).toBe(0);
  });

  it('nor of a name that nobody can see', async () => {
    const payload = await mutate(facet, 'createUser', { displayName: '\u200B\u2060 ' });
    expect(payload.errors).toMatchObject([{ path: ['input', 'displayName'] }]);
    expect(facet.sandbox.calls()).toEqual({});
  });

  it.each<[string, CreateUserInput]>([
    ['an identifier', { haptik: { authId: 'namedalone1' } }],
    ['a first name', { givenName: 'Nova' }],
    ['an address', { email: stranger().email }],
  ])('but somebody of %s alone', async (_, input) => {
    const payload = await mutate(facet, 'createUser', { ...input, backends: ['HAPTIK'] });
    expect(payload).toMatchObject({ errors: [], user: { accounts: [{ backend: 'HAPTIK' }] } });
    await mutate(facet, 'unlinkAccount', {
      user: { id: payload.user?.id ?? '' },
      account: { authId: payload.user?.accounts[0]?.ref ?? '' },
    });
  });
});

/** Each looks like `o1`, or like nothing, and is another text. */
const LOOKALIKES = [' o1', 'o1 ', 'o1\u00A0', 'o1\n', 'o\u00AD1', 'o\u200B1', '\uFEFFo1', '', ' '];

describe('an identifier is one text and looks like no other', () => {
  it.each(LOOKALIKES)('so that an owner is not %j', async (owner) => {
    const { email } = stranger();
    const { user } = await mutate(facet, 'createUser', { email, backends: ['EMERITUS'] });
    await facet.sandbox.reset();
    for (const list of ['add', 'remove']) {
      const payload = await mutate(facet, 'updateOwners', {
        user: { id: user?.id ?? '' },
        [list]: ['o1', owner],
      });
      expect(payload.errors).toMatchObject([{ code: 'INVALID_INPUT', path: ['input', list, '1'] }]);
    }
    expect(facet.sandbox.calls()).toEqual({});
  });

  it.each(LOOKALIKES)('nor a pool, nor what an account is named by, %j', async (text) => {
    const pool = await mutate(facet, 'updatePool', { user: { id: 'user_0' }, pool: text });
    expect(pool.errors).toContainEqual(expect.objectContaining({ path: ['input', 'pool'] }));
    const created = await mutate(facet, 'createUser', {
      haptikTract: { userId: text, thirdPartyUserId: text },
      haptik: { authId: text },
    });
    expect(created.errors.map(({ path }) => path.join('.')).toSorted()).toEqual([
      'input.haptik.authId',
      'input.haptikTract.thirdPartyUserId',
      'input.haptikTract.userId',
    ]);
    const linked = await mutate(facet, 'linkAccount', {
      user: { id: 'user_0' },
      account: { emeritus: { userId: text } },
    });
    expect(linked.errors).toMatchObject([{ path: ['input', 'account', 'emeritus', 'userId'] }]);
    const { errors } = await facet.query(
      'query ($id: ID!) { user(by: { ectUserId: $id }) { id } }',
      {
        id: text,
      },
    );
    expect(errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT' } }]);
    expect(facet.sandbox.calls()).toEqual({});
  });
});
