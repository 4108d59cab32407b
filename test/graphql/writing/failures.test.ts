import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Backend, ErrorCode, OutcomeStatus } from '#schema';
import { faults } from '../../../sandbox/index.ts';
import type { Fault } from '../../../sandbox/faults.ts';
import { startTestFacet } from '../../facet.ts';
import type { TestFacet } from '../../facet.ts';
import { mutate, outcomeAt } from './mutations.ts';
import { stranger } from './people.ts';
import { paced } from '../../pace.ts';

let facet: TestFacet;
/** Somebody with an account wherever there is an update. */
let person: string;

const CREATING = ['HAPTIK_TRACT', 'HAPTIK', 'VOLT_MX', 'EMERITUS'] as const;

const NAMED = new Set<Backend>(['HAPTIK_TRACT', 'HAPTIK']);

beforeAll(async () => {
  // What is PENDING is not to be tried again meanwhile.
  const environment = {
    BACKEND_TIMEOUT_MS: paced(250),
    OPERATION_TIMEOUT_MS: paced(2000),
    RECOVERY_INTERVAL_MS: '600000',
  };
  facet = await startTestFacet({ environment });
});

afterAll(async () => facet.close());

beforeEach(async () => {
  await facet.sandbox.reset();
  const { user } = await mutate(facet, 'createUser', stranger());
  person = user?.id ?? '';
});

interface Meaning {
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly backendCode?: string | null;
  readonly retryAfter?: number | null;
}

type Row = readonly [name: string, fault: () => Fault, meaning: Meaning];

const unavailable = { code: 'BACKEND_UNAVAILABLE', retryable: true } as const;
const rejected = { code: 'BACKEND_REJECTED', retryable: false } as const;
const unauthorized = { code: 'BACKEND_UNAUTHORIZED', retryable: false } as const;
const contract = { code: 'BACKEND_CONTRACT', retryable: false, backendCode: '200' } as const;

/** What cannot have taken effect: FAILED. */
const WITHOUT_EFFECT: readonly Row[] = [
  ['429', () => faults.status(429), { code: 'RATE_LIMITED', retryable: true, backendCode: '429' }],
  [
    '429 with Retry-After',
    () => faults.status(429, { 'retry-after': '7' }),
    { code: 'RATE_LIMITED', retryable: true, backendCode: '429', retryAfter: 7 },
  ],
  ['503', () => faults.status(503), { ...unavailable, backendCode: '503' }],
  [
    '503 with Retry-After',
    () => faults.status(503, { 'retry-after': '2' }),
    { ...unavailable, backendCode: '503', retryAfter: 2 },
  ],
  ['400', () => faults.status(400), { ...rejected, backendCode: '400' }],
  ['422', () => faults.status(422), { ...rejected, backendCode: '422' }],
  ['401', () => faults.status(401), { ...unauthorized, backendCode: '401' }],
  ['403', () => faults.status(403), { ...unauthorized, backendCode: '403' }],
];

/** What may have taken effect: PENDING where a repetition is recognised, else UNKNOWN. */
const WITH_POSSIBLE_EFFECT: readonly Row[] = [
  ['no answer in time', faults.hang, { code: 'BACKEND_TIMEOUT', retryable: true }],
  ['a lost answer', faults.lostAnswer, { ...unavailable }],
  ['a reset after sending', faults.reset, { ...unavailable }],
  ['500', () => faults.status(500), { ...unavailable, backendCode: '500' }],
  ['502', () => faults.status(502), { ...unavailable, backendCode: '502' }],
  ['a 200 that is broken JSON', faults.brokenBody, contract],
  ['a 200 that is a page', () => faults.html(200), contract],
  ['a 200 of another shape', () => faults.status(200, {}, []), contract],
];

const errorOf = ({ code, retryable, backendCode = null, retryAfter = null }: Meaning) => ({
  code,
  retryable,
  backendCode,
  backendMessage: null,
  retryAfter,
  message: expect.any(String),
});

describe.each([
  ['FAILED', 'FAILED', WITHOUT_EFFECT],
  ['PENDING', 'UNKNOWN', WITH_POSSIBLE_EFFECT],
] as const)('%s, and %s at the hook:', (status, atTheHook, rows) => {
  // What had no effect may have been tried again at once, but never at the hook.
  const attempts = status === 'FAILED' ? expect.toBeOneOf([1, 2, 3]) : 1;

  it.each(rows)('%s at a creation', async (_name, fault, meaning) => {
    for (const backend of CREATING) facet.sandbox.backend(backend).fault('createUser', fault());
    const payload = await mutate(facet, 'createUser', stranger());
    expect(payload.outcomes).toEqual(
      (['HAPTIK_TRACT', 'HAPTIK', 'CHAKRA', 'VOLT_MX', 'EMERITUS'] as const).map((backend) =>
        backend === 'CHAKRA'
          ? expect.objectContaining({ backend, status: 'UNSUPPORTED', attempts: 0 })
          : {
              backend,
              status: backend === 'HAPTIK_TRACT' ? atTheHook : status,
              attempts: backend === 'HAPTIK_TRACT' ? 1 : attempts,
              account: null,
              // What may be there is told by the id that was sent along.
              ref: status === 'PENDING' && NAMED.has(backend) ? expect.any(String) : null,
              // What is UNKNOWN is not to be sent again without a look.
              error: errorOf(
                backend === 'HAPTIK_TRACT' && atTheHook === 'UNKNOWN'
                  ? { ...meaning, retryable: false }
                  : meaning,
              ),
            },
      ),
    );
    expect(payload).toMatchObject({ user: null, errors: [] });
    expect(facet.reported).toEqual([]);
  });

  it.each(rows)('%s at an update', async (_name, fault, meaning) => {
    facet.sandbox.backend('HAPTIK').fault('updateUser', fault());
    for (const operation of ['updateEmail', 'updatePool', 'updateOwner']) {
      facet.sandbox.backend('EMERITUS').fault(operation, fault());
    }
    const user = { id: person };
    const email = await mutate(facet, 'updateEmail', { user, email: 'other@example.net' });
    const pool = await mutate(facet, 'updatePool', { user, pool: 'dead' });
    const owners = await mutate(facet, 'updateOwners', { user, add: ['owner-1'] });
    const expected = { status, error: errorOf(meaning) };
    expect(outcomeAt(email, 'HAPTIK')).toMatchObject({ ...expected, attempts });
    expect(outcomeAt(email, 'EMERITUS')).toMatchObject({ ...expected, attempts });
    expect(outcomeAt(pool, 'EMERITUS')).toMatchObject({ ...expected, attempts });
    expect(owners.outcomes).toEqual([{ owner: 'owner-1', change: 'ADD', ...expected }]);
    expect([email, pool, owners].map(({ user: shown }) => shown?.id)).toEqual(
      Array(3).fill(person),
    );
  });
});

describe('a refused connection', () => {
  const refusedConnection: Meaning = unavailable;

  it('is FAILED and retryable for a creation and for an update', async () => {
    await Promise.all(CREATING.map(async (backend) => facet.sandbox.backend(backend).down()));
    const created = await mutate(facet, 'createUser', stranger());
    const updated = await mutate(facet, 'updateEmail', {
      user: { id: person },
      email: 'other@example.net',
    });
    for (const backend of CREATING) {
      expect(outcomeAt(created, backend)).toMatchObject({
        status: 'FAILED',
        error: errorOf(refusedConnection),
      });
    }
    for (const backend of ['HAPTIK', 'EMERITUS'] as const) {
      expect(outcomeAt(updated, backend)).toMatchObject({
        status: 'FAILED',
        error: errorOf(refusedConnection),
      });
    }
  });
});

describe('an answer about another user', () => {
  it('is PENDING where the backend repeats the user’s id', async () => {
    facet.sandbox.backend('HAPTIK').fault('*', faults.wrongId());
    facet.sandbox.backend('EMERITUS').fault('*', faults.wrongId());
    const user = { id: person };
    const created = await mutate(facet, 'createUser', { ...stranger(), backends: ['HAPTIK'] });
    const email = await mutate(facet, 'updateEmail', { user, email: 'other@example.net' });
    const pool = await mutate(facet, 'updatePool', { user, pool: 'dead' });
    const owners = await mutate(facet, 'updateOwners', { user, add: ['owner-1'] });
    const expected = { status: 'PENDING', error: { code: 'BACKEND_CONTRACT', retryable: false } };
    expect(outcomeAt(created, 'HAPTIK')).toMatchObject({ ...expected, account: null });
    expect(outcomeAt(email, 'HAPTIK')).toMatchObject(expected);
    expect(outcomeAt(email, 'EMERITUS')).toMatchObject(expected);
    expect(outcomeAt(pool, 'EMERITUS')).toMatchObject(expected);
    expect(owners.outcomes).toMatchObject([expected]);
  });
});

describe('a backend’s own no', () => {
  type No = readonly [
    Backend,
    status: number,
    body: object,
    OutcomeStatus,
    Partial<Meaning>,
    string,
  ];
  const nos: readonly No[] = [
    ['HAPTIK_TRACT', 200, { success: false }, 'FAILED', { ...rejected, backendCode: '200' }, ''],
    [
      'HAPTIK',
      400,
      { error_message: 'This language is not offered.' },
      'FAILED',
      { ...rejected, backendCode: '400' },
      'This language is not offered.',
    ],
    [
      'VOLT_MX',
      400,
      { message: 'The request contains invalid attributes' },
      'FAILED',
      { ...rejected, backendCode: '400' },
      'The request contains invalid attributes',
    ],
    [
      'EMERITUS',
      200,
      { code: 10042, msg: 'The trial has ended.', data: null },
      'FAILED',
      { ...rejected, backendCode: '10042' },
      'The trial has ended.',
    ],
  ];

  it.each(nos)('%s %i %j', async (backend, code, body, status, meaning, words) => {
    facet.sandbox.backend(backend).fault('createUser', faults.status(code, {}, body));
    const payload = await mutate(facet, 'createUser', stranger());
    expect(outcomeAt(payload, backend)).toMatchObject({
      status,
      error: { ...meaning, backendMessage: words === '' ? null : words },
    });
    expect(payload.user?.accounts).toHaveLength(3);
  });

  it('EMERITUS refuses updates in its envelope, and the status decides where both fail', async () => {
    const emeritus = facet.sandbox.backend('EMERITUS');
    const body = { code: 10042, msg: 'The trial has ended.', data: null };
    emeritus.fault('updateEmail', faults.status(200, {}, body));
    emeritus.fault('updatePool', faults.status(503, {}, body));
    const user = { id: person };
    const email = await mutate(facet, 'updateEmail', { user, email: 'other@example.net' });
    const pool = await mutate(facet, 'updatePool', { user, pool: 'dead' });
    expect(outcomeAt(email, 'EMERITUS')).toMatchObject({
      status: 'FAILED',
      error: { ...rejected, backendCode: '10042', backendMessage: 'The trial has ended.' },
    });
    expect(outcomeAt(pool, 'EMERITUS')).toMatchObject({ status: 'FAILED', error: unavailable });
  });
});
