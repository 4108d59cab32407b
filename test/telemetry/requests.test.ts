import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faults } from '../../sandbox/index.ts';
import { runFacet } from '../cli.ts';
import { post } from '../server/stand-in.ts';
import { startLoggedFacet } from './facet-process.ts';
import type { LoggedFacet } from './facet-process.ts';

/** In what callers and vendors send; no line may have it. */
const CANARY = 'canary5e1f';
const CHAKRA_ID = '5e1fcafe-0000-4000-8000-00000000c0de';
const READ = `query ReadPerson { user(by: { chakraId: "${CHAKRA_ID}" }) { id } }`;

let facet: LoggedFacet;
beforeAll(async () => {
  facet = await startLoggedFacet();
});
afterAll(async () => facet.close());

/** Programs take the first way in, what else asks takes the other. */
const ENTRANCES = {
  'a program': {},
  'another client': { 'content-type': 'application/json;charset=utf-8' },
};

describe.each(Object.entries(ENTRANCES))('a request of %s', (who, sent) => {
  const id = `id-${who.replaceAll(' ', '-')}`;
  const ask = async (body: unknown, more: Record<string, string> = {}) =>
    post(facet.url, body, { ...sent, 'x-request-id': id, ...more });

  it('is told in one line, with the id that the caller gave it', async () => {
    const response = await ask({ query: READ }, { 'x-request-id': `${id}-read` });
    expect(response.headers.get('x-request-id')).toBe(`${id}-read`);
    const lines = await facet.told({ event: 'request', request: `${id}-read` });
    expect(lines).toEqual([
      expect.objectContaining({
        method: 'POST',
        route: '/graphql',
        status: 200,
        caller: 'anonymous',
        operation: 'ReadPerson',
        type: 'query',
        hash: createHash('sha256').update(READ).digest('hex'),
        ms: expect.any(Number),
        codes: [],
        calls: { CHAKRA: 1 },
      }),
    ]);
  });

  it('gets an id of ours when its own is long, repeated, or may be a value', async () => {
    for (const own of ['asha@example.com', 'a'.repeat(65), `{"name":"${CANARY}"}`, '']) {
      const response = await ask({ query: '{ __typename }' }, { 'x-request-id': own });
      expect(response.headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/);
    }
  });

  it.each([
    ['does not parse', { query: `{ user(name: "${CANARY}"` }, 400, 'INVALID_INPUT'],
    ['is no JSON', CANARY, 400, 'INVALID_INPUT'],
    ['is no query', { name: CANARY }, 400, 'INVALID_INPUT'],
    [
      'has unfit variables',
      { query: 'query Q($n: Int!) { __typename }', variables: { n: CANARY } },
      400,
      'INVALID_INPUT',
    ],
  ])('that %s is told with its status and its code', async (what, body, status, code) => {
    const request = `${id}-${what.replaceAll(' ', '-')}`;
    const accept = 'application/graphql-response+json';
    expect((await ask(body, { 'x-request-id': request, accept })).status).toBe(status);
    expect(await facet.told({ event: 'request', request })).toMatchObject([
      { status, codes: [code] },
    ]);
  });

  it('tells the codes of a mutation’s errors, which are data of its answer', async () => {
    const query = `mutation Change { updateUser(input: { user: { authId: "${CANARY}" }, set: {} }) { errors { code } } }`;
    const response = await ask({ query }, { 'x-request-id': `${id}-change` });
    const [{ code }] = (await response.json()).data.updateUser.errors;
    expect(await facet.told({ event: 'request', request: `${id}-change` })).toMatchObject([
      { operation: 'Change', type: 'mutation', status: 200, codes: expect.arrayContaining([code]) },
    ]);
  });

  it('is named by the lines of the calls that failed for it, with the plain words of the vendor', async () => {
    const chakra = facet.sandbox.backend('CHAKRA');
    const message = `Token of ${CANARY} has expired: ask Asha Rao`;
    chakra.fault('*', faults.status(401, {}, { _errors: [{ message }] }));
    await ask({ query: READ }, { 'x-request-id': `${id}-denied` });
    chakra.clearFaults();
    expect(await facet.told({ event: 'backend-call', request: `${id}-denied` })).toMatchObject([
      {
        backend: 'CHAKRA',
        operation: 'user',
        code: 'BACKEND_UNAUTHORIZED',
        status: 401,
        words: 'Token of … has expired …',
      },
    ]);
    expect(await facet.told({ event: 'request', request: `${id}-denied` })).toMatchObject([
      { codes: ['BACKEND_UNAUTHORIZED'] },
    ]);
  });
});

it('tells of what is refused elsewhere, without its path, and of no probe', async () => {
  await fetch(`${facet.url}/healthz`);
  await fetch(`${facet.url}/readyz`);
  await fetch(`${facet.url}/${CANARY}`, { headers: { 'x-request-id': 'lost' } });
  expect(await facet.told({ event: 'request', request: 'lost' })).toMatchObject([
    { method: 'GET', route: '(other)', status: 404, codes: ['NOT_FOUND'] },
  ]);
  expect(facet.written()).not.toMatch(/healthz|readyz/);
});

it('tells nothing that a caller or a vendor sent', () => {
  expect(facet.written()).not.toContain(CANARY);
  expect(facet.written()).not.toMatch(/Asha|example\.com/);
});

it('tells of no request when LOG_LEVEL is warn', async () => {
  const quiet = await startLoggedFacet({ LOG_LEVEL: 'warn' });
  await post(quiet.url, { query: READ }, { 'x-request-id': 'quiet' });
  await quiet.close();
  expect(quiet.written()).toBe('');
  expect((await runFacet([], { LOG_LEVEL: 'loud' })).code).toBe(1);
});
