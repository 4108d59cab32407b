import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { faults } from '../../sandbox/index.ts';
import { type TestFacet, startTestFacet } from '../facet.ts';
import { enter, everything, nowhere } from './person.ts';
import { paced } from '../pace.ts';

let facet: TestFacet;

beforeAll(async () => {
  facet = await startTestFacet({ environment: { BACKEND_TIMEOUT_MS: paced(400) } });
});
afterEach(() => facet.sandbox.reset());
afterAll(() => facet.close());

const FAULTS = {
  'status 500': [faults.status(500), { code: 'BACKEND_UNAVAILABLE', retryable: true }],
  'status 503': [
    faults.status(503, { 'retry-after': '7' }),
    { code: 'BACKEND_UNAVAILABLE', retryable: true, retryAfter: 7 },
  ],
  'status 401': [faults.status(401), { code: 'BACKEND_UNAUTHORIZED', retryable: false }],
  'status 400': [faults.status(400), { code: 'BACKEND_REJECTED', retryable: false }],
  'status 429': [
    faults.status(429, { 'retry-after': '7' }),
    { code: 'RATE_LIMITED', retryable: true, retryAfter: 7 },
  ],
  'no answer': [faults.hang(), { code: 'BACKEND_TIMEOUT', retryable: true }],
  'broken JSON': [faults.brokenBody(), { code: 'BACKEND_CONTRACT', retryable: false }],
  'a page of HTML': [faults.html(), { code: 'BACKEND_CONTRACT', retryable: false }],
  "another user's record": [faults.wrongId(), { code: 'BACKEND_CONTRACT', retryable: false }],
  'too much': [faults.oversize(), { code: 'BACKEND_CONTRACT', retryable: false }],
  'a cut connection': [faults.reset(), { code: 'BACKEND_UNAVAILABLE', retryable: true }],
  'a lost answer': [faults.lostAnswer(), { code: 'BACKEND_UNAVAILABLE', retryable: true }],
} as const;

/** A field that only this operation supplies, and all the others. */
const OWN = {
  HAPTIK_TRACT: ['user', 'device { platform }', ['own', 'platform']],
  CHAKRA: ['user', 'bio', ['own']],
  EMERITUS: ['profile', 'employment { company }', ['own', 'company']],
} as const;

const BACKENDS = ['HAPTIK_TRACT', 'CHAKRA', 'EMERITUS'] as const;

describe.each(BACKENDS)('when %s fails with', (backend) => {
  it.each(Object.entries(FAULTS))('%s, its own fields alone are lost', async (_name, fault) => {
    const [what, extensions] = fault;
    const [operation, own, path] = OWN[backend];
    const siblings = BACKENDS.filter((one) => one !== backend);
    const selection = siblings.map((one) => `${one}: ${OWN[one][1]}`).join(' ');
    const { id } = await enter(facet);
    const document = `query ($id: ID!) { user(by: { id: $id }) { own: ${own} pool ${selection} } }`;
    const whole = await facet.query(document, { id });
    facet.sandbox.backend(backend).fault(operation, what);

    const { data, errors } = await facet.query(document, { id });

    const lost = path.length === 2 ? { [path[1]]: null } : null;
    expect(Object(whole.data).user.own).not.toEqual(lost);
    expect(data).toEqual({ user: { ...Object(whole.data).user, own: lost } });
    expect(errors).toEqual([
      {
        message: expect.stringContaining(backend),
        locations: [expect.anything()],
        path: ['user', ...path],
        extensions: expect.objectContaining({ backend, ...extensions }),
      },
    ]);
  });

  it('status 500, another source stands in and a warning says so', async () => {
    const [operation] = OWN[backend];
    const field = backend === 'EMERITUS' ? 'age' : 'displayName';
    const { id } = await enter(facet, {
      profile: { age: 41 },
      haptik: {},
      chakra: { dob: Date.UTC(1990, 0, 1), ...(backend === 'CHAKRA' && { displayName: 'Never' }) },
    });
    facet.sandbox.backend(backend).fault(operation, faults.status(500));
    const { data, errors, extensions } = await facet.query(
      `query ($id: ID!) { users(by: [{ id: $id }]) { other: ${field} } }`,
      { id },
    );
    expect(errors).toBeUndefined();
    expect(Object(data).users[0].other).toEqual(
      { HAPTIK_TRACT: 'Asha V Rao V', CHAKRA: 'Asha of TRACT', EMERITUS: expect.any(Number) }[
        backend
      ],
    );
    expect(extensions).toEqual({
      warnings: [
        {
          code: 'BACKEND_UNAVAILABLE',
          message: `${backend} failed with status 500; try again later. Another source stood in.`,
          backend,
          field,
          path: ['users', 0, 'other'],
        },
      ],
    });
  });
});

describe('a list that cannot be null', () => {
  it.each(['emails { address }', 'phones { number }', 'reportees { id }'])(
    '%s is empty with an error when nothing could be had',
    async (selection) => {
      const { id } = await enter(facet, { ...nowhere, chakra: everything.chakra });
      facet.sandbox.backend('CHAKRA').fault('user', faults.status(500));
      const { data, errors } = await facet.query(
        `query ($id: ID!) { user(by: { id: $id }) {
          id list: ${selection} account(at: CHAKRA) { ref ... on ChakraAccount { list: ${selection} } }
        } }`,
        { id },
      );
      expect(data).toMatchObject({ user: { id, list: [], account: { list: [] } } });
      expect(errors).toHaveLength(2);
      expect(errors).toEqual(
        expect.arrayContaining(
          [
            ['user', 'list'],
            ['user', 'account', 'list'],
          ].map((path) =>
            expect.objectContaining({
              path,
              extensions: expect.objectContaining({
                code: 'BACKEND_UNAVAILABLE',
                backend: 'CHAKRA',
                retryable: true,
              }),
            }),
          ),
        ),
      );
    },
  );

  it('holds what others have, with a warning', async () => {
    const { id } = await enter(facet);
    facet.sandbox.backend('EMERITUS').fault('contact', faults.status(500));
    const { data, errors, extensions } = await facet.query(
      'query ($id: ID!) { user(by: { id: $id }) { emails { address } phones { number } } }',
      { id },
    );
    const { emails, phones } = Object(data).user;
    expect(emails.map(({ address }: { address: string }) => address)).toEqual([
      'primary@chakra.example',
      'asha@chakra.example',
      'asha@haptik.example',
      'asha@volt.example',
    ]);
    expect(phones).toContainEqual({ number: '+919800000006' });
    expect(errors).toBeUndefined();
    expect(extensions?.['warnings']).toMatchObject([
      { backend: 'EMERITUS', field: 'emails', path: ['user', 'emails'] },
      { backend: 'EMERITUS', field: 'phones', path: ['user', 'phones'] },
      { backend: 'EMERITUS', field: 'phones', path: ['user', 'phones'] },
    ]);
  });
});

it('says what the list of an account lacks', async () => {
  const { id } = await enter(facet, {
    mobile: ['91', 'n/a'],
    emails: ['unknown', 'asha@emeritus.example'],
  });
  facet.sandbox.backend('EMERITUS').fault('profile', faults.status(500));
  const { data, errors, extensions } = await facet.query(
    `query ($id: ID!) { user(by: { id: $id }) { accounts {
      ... on EmeritusAccount { numbers: phones { number } emails { address } }
    } } }`,
    { id },
  );
  expect(errors).toBeUndefined();
  expect(Object(data).user.accounts.at(-1)).toEqual({
    numbers: [{ number: '+919800000008' }],
    emails: [{ address: 'asha@emeritus.example' }],
  });
  const phones = { backend: 'EMERITUS', field: 'phones', path: ['user', 'accounts', 4, 'numbers'] };
  expect(extensions?.['warnings']).toEqual([
    { ...phones, code: 'BACKEND_CONTRACT', message: expect.stringContaining('mobile') },
    { ...phones, code: 'BACKEND_UNAVAILABLE', message: expect.stringContaining('status 500') },
    {
      backend: 'EMERITUS',
      field: 'emails',
      path: ['user', 'accounts', 4, 'emails'],
      code: 'BACKEND_CONTRACT',
      message: expect.stringContaining('1 entry of'),
    },
  ]);
});

it('loses the details alone when their own call fails', async () => {
  const { id } = await enter(facet);
  facet.sandbox.backend('HAPTIK_TRACT').fault('userDetails', faults.status(500));
  const { data, errors } = await facet.query(
    'query ($id: ID!) { user(by: { id: $id }) { details device { platform } } }',
    { id },
  );
  expect(data).toEqual({ user: { details: null, device: { platform: 'WHATSAPP' } } });
  expect(errors).toMatchObject([
    { path: ['user', 'details'], extensions: { backend: 'HAPTIK_TRACT', retryable: true } },
  ]);
});

it('tells of a field that breaks the contract where it stands, and not what it holds', async () => {
  const { id } = await enter(facet, { chakra: { username: 'asha', dob: 'at dawn' } });
  const { data, errors, extensions, text } = await facet.query(
    'query ($id: ID!) { user(by: { id: $id }) { birthDate username } }',
    { id },
  );
  expect({ data, errors }).toEqual({ data: { user: { birthDate: null, username: 'asha' } } });
  expect(extensions).toMatchObject({
    warnings: [
      {
        code: 'BACKEND_CONTRACT',
        path: ['user', 'birthDate'],
        message: expect.stringContaining('What CHAKRA has as dob cannot be understood'),
      },
    ],
  });
  expect(text).not.toContain('dawn');
});

it('has no error and no value for an account that its backend no longer knows', async () => {
  const gone = await enter(facet);
  facet.sandbox.backend('CHAKRA').records.remove(gone.chakra);
  facet.sandbox.backend('HAPTIK_TRACT').records.remove(gone.tract);
  const { data, errors, extensions } = await facet.query(
    `query ($id: ID!) { user(by: { id: $id }) {
      displayName bio details reportees { id }
      account(at: CHAKRA) { ref ... on ChakraAccount { bio emails { address } } }
    } }`,
    { id: gone.id },
  );
  expect({ errors, extensions }).toEqual({});
  expect(data).toEqual({
    user: {
      displayName: 'Asha of Emeritus',
      bio: null,
      details: null,
      reportees: [],
      account: { ref: gone.chakra, bio: null, emails: [] },
    },
  });
});
