import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faults } from '../../sandbox/index.ts';
import { post } from '../server/stand-in.ts';
import { startCollector } from './collector.ts';
import type { Collector } from './collector.ts';
import { startLoggedFacet } from './facet-process.ts';
import type { LoggedFacet } from './facet-process.ts';

/** Stands in all that is somebody's: in secrets, in what callers send and in what vendors answer. */
const CANARY = 'canaryofsomebody';
const EMAIL = `${CANARY}@example.com`;
const BACKENDS = ['HAPTIK_TRACT', 'HAPTIK', 'CHAKRA', 'VOLT_MX', 'EMERITUS'] as const;
const ID = '5e1fcafe-0000-4000-8000-00000000c0de';

const QUERIES: readonly string[] = [
  `{ user(by: { chakraId: "${ID}" }) { displayName emails { address } phones { number } bio } }`,
  `{ user(by: { authId: "${CANARY}" }) { id } }`,
  `{ user(by: { haptikUserId: "${CANARY}" }) { displayName } }`,
  `{ users(by: [{ emeritusId: "${CANARY}" }, { thirdPartyUserId: "${CANARY}" }]) { displayName } }`,
  `{ user(by: { email: "${EMAIL}" }) { id } }`,
  `{ user(by: { email: "${CANARY}" }) { id } }`,
  `{ ${CANARY} }`,
  `{ user(by: { ${CANARY}: "${CANARY}" }) { id } }`,
  `{ user(by: "${CANARY}`,
  `mutation { updateUser(input: { user: { authId: "${CANARY}" }, set: { displayName: "${CANARY}" } }) { errors { code } } }`,
  `mutation { updateEmail(input: { user: { emeritusId: "${CANARY}" }, email: "${EMAIL}" }) { errors { code } } }`,
  `mutation { linkAccount(input: { user: { authId: "${CANARY}" }, account: { haptikUserId: "${CANARY}" } }) { errors { code } } }`,
];

const CREATE =
  'mutation ($input: CreateUserInput!) { createUser(input: $input) { errors { code } outcomes { status } } }';
const person = (key: string) => ({
  input: {
    displayName: CANARY,
    givenName: CANARY,
    familyName: CANARY,
    email: EMAIL,
    idempotencyKey: `${CANARY}-${key}`,
    backends: ['HAPTIK'],
    haptik: { authId: `${CANARY}${key}`, authCode: CANARY },
  },
});

const SENT = {
  message: CANARY,
  error_message: CANARY,
  errmsg: CANARY,
  code: CANARY,
  [CANARY]: CANARY,
};
/** What goes wrong at a vendor, each with the canary in its words, its codes, its headers and its values. */
const ANSWERS = [
  ...[400, 401, 403, 404, 409, 422, 429, 500, 503].map((status) =>
    faults.status(status, { 'x-who': CANARY }, { ...SENT, _errors: [SENT], msg: CANARY }),
  ),
  faults.status(
    200,
    {},
    { _data: { id: ID, name: CANARY, emails: [{ email: EMAIL }] }, _errors: [], _meta: {} },
  ),
  faults.status(200, {}, { code: 0, msg: CANARY, data: { name: CANARY, email: EMAIL, phone: 7 } }),
  faults.status(200, {}, { code: 77, msg: `no such user: ${CANARY}` }),
  faults.status(200, {}, [CANARY]),
  faults.status(200, {}, CANARY),
  faults.status(302, { location: `https://${CANARY}.example/` }),
  faults.lostAnswer(),
];

let collector: Collector;
let facet: LoggedFacet;
beforeAll(async () => {
  collector = await startCollector();
});
afterAll(async () => collector.close());

/** Asks everything, in every way, and everything goes wrong. */
async function askAll({ url }: LoggedFacet, round: string): Promise<void> {
  const headers = {
    'x-request-id': `${CANARY} ${EMAIL}`,
    authorization: `Bearer ${CANARY}`,
    'user-agent': CANARY,
  };
  const asks = QUERIES.map(async (query) => post(url, { query }, headers));
  await Promise.all([...asks, post(url, { query: CREATE, variables: person(round) }, headers)]);
  await post(url, { query: CREATE, variables: { input: { [CANARY]: CANARY } } }, headers);
  await post(url, { query: `query Q($a: Int) { __typename }`, variables: { a: CANARY } });
  await post(url, { query: '{ __typename }', operationName: `${CANARY} asks` });
  await post(url, CANARY);
  await fetch(`${url}/${CANARY}?email=${EMAIL}`);
  await fetch(`${url}/graphql?query={${CANARY}}`, { headers: { accept: 'application/json' } });
  const body = JSON.stringify({ user_id: CANARY, user_name: CANARY });
  await fetch(`${url}/hooks/haptik/create-user`, {
    method: 'POST',
    body,
    headers: { 'x-haptik-signature': CANARY },
  });
}

/** All that an operator could keep of it. */
async function keptOf(
  { url, close, written }: LoggedFacet,
  headers: Readonly<Record<string, string>> = {},
): Promise<Readonly<Record<string, string>>> {
  const metrics = await (await fetch(`${url}/metrics`, { headers })).text();
  await close();
  return { log: written(), metrics, traces: collector.text() };
}

function expectNoCanary(kept: Readonly<Record<string, string>>): void {
  for (const [what, text] of Object.entries(kept)) {
    expect([what, text.length > 1000]).toEqual([what, true]);
    const at = text.indexOf(CANARY);
    expect([what, at === -1 ? '' : text.slice(Math.max(0, at - 200), at + 100)]).toEqual([
      what,
      '',
    ]);
    expect(text).not.toContain(ID);
  }
}

describe('no log, metric or trace holds', () => {
  it('what callers send or vendors answer, whatever goes wrong', async () => {
    facet = await startLoggedFacet({
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      HAPTIK_HOOK_SECRET: `${CANARY}-secret`,
      BREAKER: '0',
    });
    for (const [round, fault] of ANSWERS.entries()) {
      for (const name of BACKENDS) facet.sandbox.backend(name).fault('*', fault);
      await askAll(facet, String(round));
    }
    const events = new Set(facet.lines().map(({ event }) => event));
    for (const event of [
      'request',
      'backend-call',
      'write-failed',
      'write-pending',
      'webhook-refused',
      'drift',
    ]) {
      expect(events).toContain(event);
    }
    expectNoCanary(await keptOf(facet));
  }, 120_000);

  it('a secret of the configuration, also when it is refused', async () => {
    facet = await startLoggedFacet({
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      HAPTIK_TRACT_TOKEN: CANARY,
      HAPTIK_TOKEN: CANARY,
      CHAKRA_TOKEN: CANARY,
      VOLT_MX_PASSWORD: CANARY,
      EMERITUS_TOKEN: CANARY,
      API_KEYS: `${CANARY}-${'k'.repeat(32)}`,
    });
    const headers = { authorization: `Bearer ${CANARY}-${'k'.repeat(32)}` };
    for (const query of QUERIES) await post(facet.url, { query }, headers);
    await post(facet.url, { query: CREATE, variables: person('s') }, headers);
    await askAll(facet, 't');
    await facet.told({ event: 'backend-call', code: 'BACKEND_UNAUTHORIZED' });
    expectNoCanary(await keptOf(facet, headers));
  });
});
