import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faults } from '../../sandbox/index.ts';
import { runFacet } from '../cli.ts';
import { post } from '../server/stand-in.ts';
import { startCollector } from './collector.ts';
import type { CollectedSpan, Collector } from './collector.ts';
import { startLoggedFacet } from './facet-process.ts';
import type { LoggedFacet } from './facet-process.ts';

const CANARY = 'canary5e1f';
const ID = '5e1fcafe-0000-4000-8000-00000000c0de';
const READ = `query ReadPerson { user(by: { chakraId: "${ID}" }) { id bio } }`;
const CREATE = `mutation Create($input: CreateUserInput!) { createUser(input: $input) { outcomes { status } } }`;

const CLIENT = 3;
const SERVER = 2;
const ERROR = 2;

let collector: Collector;
let facet: LoggedFacet;
beforeAll(async () => {
  collector = await startCollector();
  facet = await startLoggedFacet({
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_SERVICE_NAME: 'people-api',
    READ_RETRIES: '1',
  });
});
afterAll(async () => {
  await facet.close();
  await collector.close();
});

/** The spans of a trace, once its request has ended. */
async function traceOf(traceId: string): Promise<readonly CollectedSpan[]> {
  const found = () => collector.spans().filter((span) => span.traceId === traceId);
  await expect
    .poll(() => found().some(({ kind }) => kind === SERVER), { timeout: 20_000 })
    .toBe(true);
  return found();
}

let next = 0;
/** Asks as a traced caller does. */
async function traced(
  body: unknown,
  headers: Record<string, string> = {},
): Promise<readonly CollectedSpan[]> {
  next += 1;
  const traceId = String(next).padStart(32, 'a');
  await post(facet.url, body, { traceparent: `00-${traceId}-00f067aa0ba902b7-01`, ...headers });
  return traceOf(traceId);
}

const parentIn = (spans: readonly CollectedSpan[], { parentSpanId }: CollectedSpan) =>
  spans.find(({ spanId }) => spanId === parentSpanId);

describe.each([
  ['a program', {}],
  ['another client', { 'content-type': 'application/json;charset=utf-8' }],
])('a request of %s', (_who, headers) => {
  it('goes on with the caller’s trace: parsing, the plan, SQL, and each call with its attempts', async () => {
    const query = `${READ} # ${next}`;
    const spans = await traced({ query }, headers);
    const names = spans.map(({ name }) => name).toSorted();
    expect(names).toEqual(
      expect.arrayContaining([
        'request',
        'parse and validate',
        'SQL read',
        'CHAKRA user',
        'attempt user',
      ]),
    );
    const request = spans.find(({ name }) => name === 'request');
    expect(request).toMatchObject({
      parentSpanId: '00f067aa0ba902b7',
      attributes: {
        'http.request.method': 'POST',
        'http.route': '/graphql',
        'http.response.status_code': 200,
        'graphql.operation.name': 'ReadPerson',
        'graphql.operation.type': 'query',
        'facet.caller': 'anonymous',
      },
    });
    const attempt = spans.find(({ name }) => name === 'attempt user');
    expect(attempt).toMatchObject({
      kind: CLIENT,
      attributes: { 'facet.backend': 'CHAKRA', 'http.response.status_code': 404 },
    });
    const call = attempt && parentIn(spans, attempt);
    expect(call?.name).toBe('CHAKRA user');
    expect(call && parentIn(spans, call)?.name).toBe('request');
  });

  it('that fails has spans that say why by a code', async () => {
    const chakra = facet.sandbox.backend('CHAKRA');
    chakra.fault('*', faults.status(401, {}, { message: CANARY }));
    const spans = await traced({ query: READ }, headers);
    chakra.clearFaults();
    for (const name of ['request', 'CHAKRA user', 'attempt user']) {
      expect(spans.find((span) => span.name === name)).toMatchObject({
        status: { code: ERROR },
        attributes: { 'error.type': 'BACKEND_UNAUTHORIZED' },
      });
    }
  });

  it('that is not GraphQL ends its span too', async () => {
    const [request] = await traced(`{ "query": "{ ${CANARY}`, headers);
    expect(request).toMatchObject({
      name: 'request',
      status: { code: ERROR },
      attributes: { 'http.response.status_code': 400 },
    });
  });
});

it('a query that was not planned yet has a span for that', async () => {
  const accounts = facet.sandbox.people.flatMap((person) => person.accounts);
  const { ref = '' } = accounts.find(({ backend }) => backend === 'CHAKRA') ?? {};
  const spans = await traced({ query: `{ user(by: { chakraId: "${ref}" }) { id bio } }` });
  const plan = spans.find(({ name }) => name === 'plan');
  expect(plan && parentIn(spans, plan)?.name).toBe('request');
});

it('what nobody asked for is no trace', async () => {
  const isAlone = ({ parentSpanId, name }: CollectedSpan) => !parentSpanId && name !== 'request';
  expect(collector.spans().filter(isAlone)).toEqual([]);
});

it('a call that is tried again has a span for each attempt', async () => {
  for (let call = 0; call < 20; call += 1) await post(facet.url, { query: READ });
  const chakra = facet.sandbox.backend('CHAKRA');
  chakra.fault('*', faults.status(503));
  const spans = await traced({ query: READ });
  chakra.clearFaults();
  const attempts = spans.filter(({ name }) => name === 'attempt user');
  expect(attempts.length).toBeGreaterThan(1);
  expect(new Set(attempts.map(({ parentSpanId }) => parentSpanId)).size).toBe(1);
});

it('a write has a span, with SQL and the attempt', async () => {
  const input = {
    backends: ['HAPTIK'],
    displayName: CANARY,
    haptik: { authId: `${CANARY}1`, authCode: CANARY },
  };
  const spans = await traced({ query: CREATE, variables: { input } });
  const attempt = spans.find(({ name, kind }) => kind === CLIENT && name.startsWith('attempt'));
  expect(attempt && parentIn(spans, attempt)?.name).toBe('HAPTIK create');
  expect(spans.some(({ name }) => name === 'SQL write')).toBe(true);
});

it('makes a trace of its own without a traceparent or with a wrong one, and tells the log which', async () => {
  await post(facet.url, { query: READ }, { traceparent: CANARY, 'x-request-id': 'alone' });
  const [line] = await facet.told({ event: 'request', request: 'alone' });
  expect(line?.['trace']).toMatch(/^[\da-f]{32}$/);
  const spans = await traceOf(String(line?.['trace']));
  expect(spans.find(({ name }) => name === 'request')?.parentSpanId).toBeUndefined();
});

it('says whose traces they are, and nothing that a caller or a vendor sent', () => {
  const text = collector.text();
  expect(text).toContain('people-api');
  expect(text).not.toContain(CANARY);
  expect(text).not.toContain(ID);
  expect(
    collector.spans().every(({ events, status }) => events.length === 0 && !status.message),
  ).toBe(true);
});

it('sends what is left when it ends, and ends also when there is no collector', async () => {
  const ending = await startLoggedFacet({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });
  const traceId = 'e'.repeat(32);
  await post(ending.url, { query: READ }, { traceparent: `00-${traceId}-00f067aa0ba902b7-01` });
  await ending.close();
  expect(collector.spans().some((span) => span.traceId === traceId)).toBe(true);

  const closed = createServer().listen(0, '127.0.0.1');
  await once(closed, 'listening');
  const { port } = closed.address() as AddressInfo;
  closed.close();
  const alone = await startLoggedFacet({ OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` });
  expect((await post(alone.url, { query: READ })).status).toBe(200);
  await alone.close();
  expect(alone.child.exitCode).toBe(0);
});

it('is off by default, and refuses an address that is none', async () => {
  const wrong = await runFacet([], { OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318' });
  expect(wrong.stderr).toBe(
    'Facet cannot start. OTEL_EXPORTER_OTLP_ENDPOINT must be the URL of a collector, such as http://127.0.0.1:4318.\n',
  );
});
