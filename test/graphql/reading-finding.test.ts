import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { faults } from '../../sandbox/index.ts';
import { type TestFacet, startTestFacet } from '../facet.ts';
import {
  CORPORATION,
  OTHER_CORPORATION,
  enter,
  everything,
  freshRefs,
  nowhere,
  putEntity,
  putRecords,
} from './person.ts';

let facet: TestFacet;

beforeAll(async () => {
  facet = await startTestFacet();
});
afterEach(() => facet.sandbox.reset());
afterAll(() => facet.close());

const BY = 'query ($by: UserBy!) { user(by: $by) { id accounts { backend ref } } }';

const find = (by: Readonly<Record<string, unknown>>) => facet.query(BY, { by });

const history = async (id: string) =>
  (await facet.registry.history(id)).map(({ kind, evidence }) => ({ kind, evidence }));

describe('user', () => {
  it('is found by every identifier, at no call', async () => {
    const aliases = { thirdPartyUserId: 'wa-1', ectUserId: 'ect-1' };
    const { id, tract, haptik, chakra, volt, emeritus } = await enter(facet, {}, aliases);
    const identifiers = [
      { id },
      { haptikUserId: tract },
      { thirdPartyUserId: 'wa-1' },
      { ectUserId: 'ect-1' },
      { authId: haptik },
      { chakraId: chakra },
      { chakraId: chakra.toUpperCase() },
      { voltMxId: volt },
      { emeritus: { userId: emeritus } },
      { emeritus: { userId: emeritus, corpId: CORPORATION } },
    ];
    facet.sandbox.resetLogs();
    for (const by of identifiers) {
      const { data, errors } = await find(by);
      expect({ found: Object(data).user.id, errors }).toEqual({ found: id });
    }
    expect(facet.sandbox.calls()).toEqual({});
  });

  it('is found by a third-party id that a read has told', async () => {
    const { id } = await enter(facet, { tract: { third_party_user_id: 'wa-told' } });
    expect((await find({ thirdPartyUserId: 'wa-told' })).data).toEqual({ user: null });
    await facet.query('query ($id: ID!) { user(by: { id: $id }) { device { platform } } }', { id });
    expect((await find({ thirdPartyUserId: 'wa-told' })).data).toMatchObject({ user: { id } });
  });

  it('is found by a third-party id only as long as it is theirs', async () => {
    const one = await enter(facet, { tract: { third_party_user_id: 'wa-moves' } });
    const other = await enter(facet, {});
    const read = async ({ id }: { readonly id: string }) =>
      facet.query('query ($id: ID!) { user(by: { id: $id }) { device { platform } } }', { id });
    const says = (ref: string, id: string | null) =>
      facet.sandbox
        .backend('HAPTIK_TRACT')
        .records.set({ scope: '', ref }, { user_id: ref, third_party_user_id: id });
    const found = async () => (await find({ thirdPartyUserId: 'wa-moves' })).data;
    await read(one);
    expect(await found()).toMatchObject({ user: { id: one.id } });
    says(one.tract, null);
    await read(one);
    expect(await found()).toEqual({ user: null });
    says(one.tract, 'wa-moves');
    says(other.tract, 'wa-moves');
    await Promise.all([read(one), read(other)]);
    expect((await find({ thirdPartyUserId: 'wa-moves' })).errors).toMatchObject([
      { extensions: { code: 'CONFLICT' } },
    ]);
    says(one.tract, 'wa-another');
    await read(one);
    expect(await found()).toMatchObject({ user: { id: other.id } });
  });

  it('is found by a third-party id that the look-up itself has told', async () => {
    const refs = freshRefs();
    putRecords(facet, refs, { ...everything, tract: { third_party_user_id: 'wa-stranger' } });
    const { data } = await find({ haptikUserId: refs.tract });
    expect((await find({ thirdPartyUserId: 'wa-stranger' })).data).toEqual(data);
  });

  it('is nobody for what is unknown and cannot be asked for, at no call', async () => {
    for (const by of [
      { id: 'user_01h455vb4pex5vsknk084sn02q' },
      { id: 'anything' },
      { thirdPartyUserId: 'nobody' },
      { ectUserId: 'nobody' },
      { authId: 'nobody' },
      { voltMxId: '9223372036854775807' },
    ]) {
      const { data, errors } = await find(by);
      expect({ data, errors }).toEqual({ data: { user: null } });
    }
    expect(facet.sandbox.calls()).toEqual({});
  });

  it('is a CONFLICT where several people share the identifier, and nobody is guessed', async () => {
    await enter(facet, {}, { thirdPartyUserId: 'wa-shared' });
    const other = await enter(facet, {}, { thirdPartyUserId: 'wa-shared' });
    const { data, errors } = await find({ thirdPartyUserId: 'wa-shared' });
    expect(data).toEqual({ user: null });
    expect(errors).toMatchObject([{ path: ['user'], extensions: { code: 'CONFLICT' } }]);
    const list = await facet.query('query ($by: [UserBy!]!) { users(by: $by) { id } }', {
      by: [{ id: other.id }, { thirdPartyUserId: 'wa-shared' }, { id: other.id }],
    });
    expect(list.data).toEqual({ users: [{ id: other.id }, null, { id: other.id }] });
    expect(list.errors).toMatchObject([{ path: ['users', 1], extensions: { code: 'CONFLICT' } }]);
  });
});

describe('an identifier that breaks its scheme', () => {
  const UNKEEPABLE = ['a\0b', 'a\ud800', 'é'.repeat(513)];
  const WRONG: readonly (readonly [object, readonly string[], string])[] = [
    [{ chakraId: 'not-a-uuid' }, ['chakraId'], 'INVALID_INPUT'],
    [{ chakraId: '../../../secret' }, ['chakraId'], 'INVALID_INPUT'],
    [{ chakraId: '9763caa1-cef3-497f-b3b2-f551456b2831/..' }, ['chakraId'], 'INVALID_INPUT'],
    [{ voltMxId: '9.1e18' }, ['voltMxId'], 'INVALID_INPUT'],
    [{ voltMxId: '007' }, ['voltMxId'], 'INVALID_INPUT'],
    [{ authId: 'no-hyphens' }, ['authId'], 'INVALID_INPUT'],
    [{ haptikUserId: ' ' }, ['haptikUserId'], 'INVALID_INPUT'],
    [{ thirdPartyUserId: '' }, ['thirdPartyUserId'], 'INVALID_INPUT'],
    [{ emeritus: { userId: ' ' } }, ['emeritus', 'userId'], 'INVALID_INPUT'],
    [{ emeritus: { userId: 'a', corpId: 'elsewhere' } }, ['emeritus', 'corpId'], 'FORBIDDEN'],
    [{ voltMxId: '9223372036854775808' }, ['voltMxId'], 'INVALID_INPUT'],
    [{ authId: 'a'.repeat(513) }, ['authId'], 'INVALID_INPUT'],
    ...['haptikUserId', 'thirdPartyUserId', 'ectUserId', 'authId', 'chakraId', 'voltMxId'].flatMap(
      (key) => UNKEEPABLE.map((id) => [{ [key]: id }, [key], 'INVALID_INPUT'] as const),
    ),
    ...UNKEEPABLE.map(
      (userId) => [{ emeritus: { userId } }, ['emeritus', 'userId'], 'INVALID_INPUT'] as const,
    ),
  ];

  it.each(WRONG)('%j is refused with its place, at no call', async (by, path, code) => {
    const one = await facet.query(BY, { by });
    expect(one.data).toEqual({ user: null });
    expect(one.errors).toMatchObject([
      { path: ['user'], extensions: { code, inputPath: ['by', ...path] } },
    ]);
    const list = await facet.query('query ($by: [UserBy!]!) { users(by: $by) { id } }', {
      by: [{ id: 'nobody' }, by],
    });
    expect(list.errors).toMatchObject([
      { path: ['users', 1], extensions: { code, inputPath: ['by', '1', ...path] } },
    ]);
    expect(facet.sandbox.calls()).toEqual({});
  });
});

describe('somebody whom only a backend knows', () => {
  const STRANGERS = [
    ['HAPTIK_TRACT', 'user', (ref: string) => ({ haptikUserId: ref })],
    ['CHAKRA', 'user', (ref: string) => ({ chakraId: ref })],
    ['EMERITUS', 'profile', (ref: string) => ({ emeritus: { userId: ref } })],
  ] as const;

  const stranger = (backend: (typeof STRANGERS)[number][0]) => {
    const refs = freshRefs();
    putRecords(facet, refs, everything);
    return { HAPTIK_TRACT: refs.tract, CHAKRA: refs.chakra, EMERITUS: refs.emeritus }[backend];
  };

  it.each(STRANGERS)('is adopted from %s with one call', async (backend, operation, by) => {
    const ref = stranger(backend);
    const name =
      'query ($by: UserBy!) { user(by: $by) { id displayName accounts { backend ref } } }';
    facet.sandbox.resetLogs();
    const first = Object((await facet.query(name, { by: by(ref) })).data).user;
    expect(first).toEqual({
      id: expect.stringMatching(/^user_/),
      displayName: expect.stringMatching(/^Asha of/),
      accounts: [{ backend, ref }],
    });
    expect(facet.sandbox.calls()).toEqual({ [backend]: { [operation]: 1 } });
    expect(await history(first.id)).toEqual([{ kind: 'ADOPT', evidence: 'lookup' }]);

    facet.sandbox.resetLogs();
    expect(Object((await find(by(ref))).data).user.id).toBe(first.id);
    expect(facet.sandbox.calls()).toEqual({});
  });

  it.each(STRANGERS)('is one person however often asked for at once (%s)', async (...row) => {
    const [backend, operation, by] = row;
    const ref = stranger(backend);
    const answers = await Promise.all(
      [1, 2, 3].map(() =>
        facet.query('query ($by: UserBy!) { a: user(by: $by) { id } b: user(by: $by) { id } }', {
          by: by(ref),
        }),
      ),
    );
    const ids = answers.flatMap(({ data }) => [Object(data).a.id, Object(data).b.id]);
    expect(new Set(ids).size).toBe(1);
    expect(facet.sandbox.backend(backend).calls(operation)).toBeLessThanOrEqual(3);
  });

  it.each(STRANGERS)('is nobody when %s does not know them either', async (_backend, _, by) => {
    const before = await facet.registry.count(null);
    const { data, errors } = await find(by('dead0000-0000-4000-8000-00000000beef'));
    expect({ data, errors }).toEqual({ data: { user: null } });
    expect(await facet.registry.count(null)).toBe(before);
  });

  it.each(STRANGERS)('is an error while %s fails, and adopted later', async (...row) => {
    const [backend, operation, by] = row;
    const ref = stranger(backend);
    facet.sandbox.backend(backend).fault(operation, faults.status(500), 1);
    const { data, errors } = await find(by(ref));
    expect(data).toEqual({ user: null });
    expect(errors).toMatchObject([
      { path: ['user'], extensions: { code: 'BACKEND_UNAVAILABLE', backend, retryable: true } },
    ]);
    expect((await find(by(ref))).data).toMatchObject({ user: { accounts: [{ ref }] } });
  });

  it('is another person in another corporation', async () => {
    const { emeritus: ref } = freshRefs();
    for (const scope of [CORPORATION, OTHER_CORPORATION]) putEntity(facet, scope, ref, everything);
    const [one, other] = await Promise.all(
      [{}, { corpId: OTHER_CORPORATION }].map(async (corpId) =>
        find({ emeritus: { userId: ref, ...corpId } }),
      ),
    );
    expect(Object(one?.data).user.id).not.toBe(Object(other?.data).user.id);
  });

  it('is a reportee without a call, with empty fields and no error where Chakra knows no more', async () => {
    const ghost = 'dead0000-0000-4000-8000-00000000dead';
    const known = await enter(facet, { ...nowhere, chakra: { displayName: 'Known' } });
    const { id } = await enter(facet, {
      chakra: { reportees: [ghost, known.chakra.toUpperCase(), ghost] },
    });
    const document = (below: string) =>
      facet.query(`query ($id: ID!) { user(by: { id: $id }) { reportees { ${below} } } }`, { id });
    facet.sandbox.resetLogs();
    const { data, errors } = await document('id accounts { ref }');
    const reportees = Object(data).user.reportees;
    expect({ reportees, errors }).toMatchObject({
      reportees: [{ accounts: [{ ref: ghost }] }, { id: known.id }],
    });
    expect(facet.sandbox.calls()).toEqual({ CHAKRA: { user: 1 } });
    expect(await history(reportees[0].id)).toEqual([{ kind: 'ADOPT', evidence: 'reportees' }]);
    const named = await document('displayName emails { address }');
    expect({ errors: named.errors, data: named.data }).toEqual({
      data: {
        user: {
          reportees: [
            { displayName: null, emails: [] },
            { displayName: 'Known', emails: [] },
          ],
        },
      },
    });
  });
});
